using System.Text;

namespace Sipas.Common;

/// <summary>Normalizes text typed by people, so that the result does not depend on the keyboard, clipboard or code page.</summary>
/// <remarks>A character here is a Unicode code point of the cleaned text: <c>ệ</c> is one character however it was typed,
/// and so is a simple emoji.</remarks>
internal static class TextSanitizer
{
    /// <summary>
    /// Cleans a text: normalized (NFC), trimmed, <c>ð</c> and <c>Ð</c> of old code pages replaced by <c>đ</c> and <c>Đ</c>,
    /// every kind of space by a space, without control, zero-width or direction marks.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="keepLines">Whether to preserve line breaks, normalized to line feeds; if not, they become spaces. Tabs
    /// always become spaces.</param>
    /// <returns>The cleaned text, which may be empty. Cleaning is idempotent.</returns>
    /// <remarks>
    /// A zero-width joiner inside an emoji is preserved. Unpaired surrogates and noncharacters become U+FFFD. The result is
    /// the same on every machine, like <see cref="VietnameseText.Compose"/>.
    /// </remarks>
    public static string Clean(string text, bool keepLines)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (CompositionTable.IsPlain(text))
        {
            return (keepLines ? text.ReplaceLineEndings("\n") : text.ReplaceLineEndings(" ")).Trim();
        }

        var tidy = new StringBuilder(text.Length);
        foreach (char c in TypedText.Tidy(text).ReplaceLineEndings(keepLines ? "\n" : " "))
        {
            if (c is '\t' or '\v')
            {
                tidy.Append(' ');
            }
            else if (c == '\n' || !char.IsControl(c))
            {
                tidy.Append(c);
            }
        }

        return CompositionTable.Compose(tidy.ToString()).Trim();
    }

    /// <summary>Counts the characters of a text: code points after composing.</summary>
    /// <param name="text">Any text.</param>
    public static int CountCharacters(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int count = 0;
        foreach (Rune _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
