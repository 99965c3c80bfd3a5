namespace Sipas.Common;

/// <summary>Encodes and decodes base64url without padding. Every byte sequence has exactly one valid text, so signatures and
/// secrets cannot be altered unnoticed in their encoded form.</summary>
internal static class Base64Text
{
    /// <summary>Encodes bytes.</summary>
    /// <param name="bytes">Any bytes.</param>
    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>Decodes a text.</summary>
    /// <param name="text">base64url without padding, as written by <see cref="Encode"/>.</param>
    /// <exception cref="FormatException">The text is not base64url, or is not the only valid text of its bytes: it contains
    /// spaces, padding, or bits set after the last byte.</exception>
    public static byte[] Decode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        byte[] bytes = Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
        return string.Equals(Encode(bytes), text, StringComparison.Ordinal)
            ? bytes
            : throw new FormatException("The text is not the base64url of its bytes.");
    }
}
