namespace Sipas.Benchmarks;

/// <summary>Keeps what a setup made for the next benchmark with the same parameters: a setup runs before every single one.</summary>
internal static class Kept<T>
    where T : class
{
    private static object? _key;
    private static T? _value;

    /// <summary>Lets the value go, for what does not end with the process.</summary>
    internal static void Release()
    {
        (_value as IDisposable)?.Dispose();
        _value = null;
    }

    /// <summary>The value of a key; the one made for another key is let go.</summary>
    internal static T Of<TKey>(TKey key, Func<T> make)
        where TKey : notnull
    {
        if (!key.Equals(_key) || _value is null)
        {
            (_value as IDisposable)?.Dispose();
            _value = null;
            _value = make();
            _key = key;
        }

        return _value;
    }
}
