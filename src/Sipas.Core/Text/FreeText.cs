using System.Globalization;
using System.Text;

namespace Sipas.Text;

/// <summary>Texts that people type, made one and the same however a keyboard, a paste or an old code page wrote them.</summary>
/// <remarks>A character here is a Unicode code point of the cleaned text: <c>ệ</c> is one however it was typed, and so is a simple emoji.</remarks>
public static class FreeText
{
    private const int ZeroWidthJoiner = 0x200D;

    private const int EmojiVariation = 0xFE0F;

    /// <summary>Cleans a text: composed (NFC), trimmed, <c>ð</c> and <c>Ð</c> of old code pages made <c>đ</c> and <c>Đ</c>, no control, zero-width or direction marks.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="keepLines">Whether line breaks stay, all written as line feeds; otherwise they become spaces, as tabs do in both cases.</param>
    /// <returns>The cleaned text, empty when nothing is left. Cleaning it again changes nothing.</returns>
    /// <remarks>A zero-width joiner stays inside an emoji, which it holds together. Half a surrogate pair becomes U+FFFD.</remarks>
    public static string Clean(string text, bool keepLines)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = new StringBuilder(text.Length);
        Rune[] runes = [.. text.ReplaceLineEndings("\n").EnumerateRunes()];
        for (int i = 0; i < runes.Length; i++)
        {
            int value = runes[i].Value;
            if (value == '\n')
            {
                clean.Append(keepLines ? '\n' : ' ');
            }
            else if (value is '\t' or 0x00A0)
            {
                clean.Append(' ');
            }
            else if (value is 0x00F0 or 0x00D0)
            {
                clean.Append(value == 0x00F0 ? 'đ' : 'Đ');
            }
            else if (!IsInvisible(runes[i]) || (value == ZeroWidthJoiner && i > 0 && i + 1 < runes.Length && IsEmoji(runes[i - 1]) && IsEmoji(runes[i + 1])))
            {
                clean.Append(runes[i].ToString());
            }
        }

        return clean.ToString().Normalize(NormalizationForm.FormC).Trim();
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

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static bool IsEmoji(Rune rune) =>
        rune.Value == EmojiVariation || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;
}
