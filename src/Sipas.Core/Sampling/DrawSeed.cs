using System.Globalization;
using Sipas.Common;
using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>The seed of a draw and its origin.</summary>
public sealed record DrawSeed
{
    private DrawSeed(ulong value, SeedOrigin origin, string? publicText) => (Value, Origin, PublicText) = (value, origin, publicText);

    /// <summary>The seed.</summary>
    public ulong Value { get; }

    /// <summary>The origin of the seed.</summary>
    internal SeedOrigin Origin { get; }

    /// <summary>The text produced in public; null for a number.</summary>
    public string? PublicText { get; }

    /// <summary>Creates a seed from a number.</summary>
    /// <param name="value">Any number.</param>
    public static DrawSeed FromNumber(ulong value) => new(value, SeedOrigin.Number, null);

    /// <summary>Parses a number as seed.</summary>
    /// <param name="text">Decimal digits.</param>
    /// <exception cref="SipasException">The text is not a whole number from 0 to 2⁶⁴ − 1 (<c>DRW0007</c>).</exception>
    public static DrawSeed FromNumber(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
        ? FromNumber(value)
        : throw new SipasException(new Problem(ProblemCodes.SeedMalformed, null, text, "0 … 18446744073709551615"));

    /// <summary>
    /// Creates a seed from a text produced in public. Anyone who has the text can repeat the draw, and no one can
    /// influence the lists by choosing the seed.
    /// </summary>
    /// <param name="text">
    /// For example <c>XSKT 21/11/2026 giải đặc biệt 048213</c>; normalized (NFC), cleaned and trimmed by
    /// <see cref="VietnameseText.Compose"/>.
    /// </param>
    /// <returns>
    /// The first 8 bytes, most significant first, of SHA-256 over the UTF-8 line <c>sipas-seed/1 TEXT</c> including its
    /// line feed.
    /// </returns>
    /// <exception cref="SipasException">
    /// The text is empty (<c>DRW0007</c>), or contains a character with several spellings (<c>QRY0100</c>).
    /// </exception>
    public static DrawSeed FromPublicText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string composed = ExactText.Compose(text, "publicSeed");
        return composed.Length > 0
            ? new DrawSeed(SeededGenerator.Digest($"sipas-seed/1 {composed}\n"), SeedOrigin.PublicText, composed)
            : throw new SipasException(new Problem(ProblemCodes.SeedMalformed, null, text, "≠ \"\""));
    }
}
