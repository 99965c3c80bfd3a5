using System.Globalization;
using Sipas.Problems;
using Sipas.Text;

namespace Sipas.Sampling;

/// <summary>Texts of which a seed or a checksum is made.</summary>
internal static class ExactText
{
    /// <summary>Composes a text. What may be written in several ways that are not known to be one is refused: another machine could make another seed of it.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="place">Where it is, for the message.</param>
    /// <exception cref="SipasException">It holds such a character (<c>QRY0100</c>).</exception>
    public static string Compose(string text, string place)
    {
        string composed = VietnameseText.Compose(text);
        return CompositionTable.FindUndecided(composed) is { } rune
            ? throw new SipasException(
                new Problem(ProblemCodes.TextUndecided, place, string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}"), "A–Z, a–z, À–ỹ, Đ, đ …"))
            : composed;
    }
}
