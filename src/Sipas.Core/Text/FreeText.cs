using System.Text;

namespace Sipas.Text;

/// <summary>Texts that people type, made one and the same however a keyboard, a paste or an old code page wrote them.</summary>
/// <remarks>A character here is a Unicode code point of the cleaned text: <c>ệ</c> is one however it was typed, and so is a simple emoji.</remarks>
public static class FreeText
{
    /// <summary>
    /// Cleans a text: normalized (NFC), trimmed, <c>ð</c> and <c>Ð</c> of old code pages replaced by <c>đ</c> and <c>Đ</c>, every kind of space by a space,
    /// without control, zero-width or direction marks.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="keepLines">Whether line breaks stay, all written as line feeds; otherwise they become spaces, as tabs do in both cases.</param>
    /// <returns>The cleaned text, empty when nothing is left. Cleaning it again changes nothing.</returns>
    /// <remarks>
    /// A zero-width joiner inside an emoji is preserved. Unpaired surrogates and noncharacters become U+FFFD. The result is the same on every machine, like
    /// <see cref="VietnameseText.Compose"/>.
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
