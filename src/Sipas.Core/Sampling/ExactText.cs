using System.Globalization;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Texts from which a seed or a checksum is computed.</summary>
internal static class ExactText
{
    /// <summary>
    /// Normalizes a text. A character with several spellings that are not defined as equivalent is rejected: another
    /// machine could compute a different seed.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="place">The location of the text, for the message.</param>
    /// <exception cref="SipasException">The text contains a character with several spellings (<c>QRY0100</c>).</exception>
    public static string Compose(string text, string place)
    {
        string composed = VietnameseText.Compose(text);
        return CompositionTable.FindUndecided(composed) is { } rune
            ? throw new SipasException(
                new Problem(ProblemCodes.TextUndecided, place, string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}"),
                    "A–Z, a–z, À–ỹ, Đ, đ …"))
            : composed;
    }
}
