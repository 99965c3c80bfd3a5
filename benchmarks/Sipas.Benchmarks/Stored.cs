namespace Sipas.Benchmarks;

/// <summary>Caches the result of a setup for the next benchmark with the same parameters, because a setup runs before
/// every benchmark.</summary>
internal static class Stored<T>
    where T : class
{
    private static object? _key;
    private static T? _value;

    /// <summary>Releases the value, for resources that outlive the process.</summary>
    internal static void Release()
    {
        (_value as IDisposable)?.Dispose();
        _value = null;
    }

    /// <summary>Gets the value of a key; a value created for another key is released.</summary>
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
