namespace Sipas.Ballots;

/// <summary>Hashes as text.</summary>
internal static class HexText
{
    /// <summary>Lower-case hexadecimal digits.</summary>
    public static string Lower(ReadOnlySpan<byte> bytes)
    {
#if NET9_0_OR_GREATER
        return Convert.ToHexStringLower(bytes);
#else
        return Convert.ToHexString(bytes).ToLowerInvariant();
#endif
    }
}
