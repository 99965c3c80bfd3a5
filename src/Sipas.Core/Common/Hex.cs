namespace Sipas.Common;

/// <summary>Formats hashes as hexadecimal text.</summary>
internal static class Hex
{
    /// <summary>Returns lower-case hexadecimal digits.</summary>
    public static string Lower(ReadOnlySpan<byte> bytes)
    {
#if NET9_0_OR_GREATER
        return Convert.ToHexStringLower(bytes);
#else
        return Convert.ToHexString(bytes).ToLowerInvariant();
#endif
    }
}
