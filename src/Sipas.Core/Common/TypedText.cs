using System.Globalization;
using System.Text;

namespace Sipas.Common;

/// <summary>Unifies the variants of a character that keyboards, pasted text and old code pages produce.</summary>
internal static class TypedText
{
    private const int ZeroWidthJoiner = 0x200D;

    private const int EmojiVariation = 0xFE0F;

    /// <summary>
    /// Every kind of space becomes a space, <c>ð</c> and <c>Ð</c> become <c>đ</c> and <c>Đ</c>, unpaired surrogates and
    /// noncharacters become U+FFFD; zero-width and direction marks are removed, except the joiner inside an emoji. Control
    /// characters are preserved.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        Rune[] runes = [.. text.EnumerateRunes()];
        for (int i = 0; i < runes.Length; i++)
        {
            int value = runes[i].Value;
            switch (Rune.GetUnicodeCategory(runes[i]))
            {
                case UnicodeCategory.SpaceSeparator:
                    tidy.Append(' ');
                    break;
                case UnicodeCategory.Format:
                    if (value == ZeroWidthJoiner && i > 0 && i + 1 < runes.Length && IsEmoji(runes[i - 1]) && IsEmoji(runes[i + 1]))
                    {
                        tidy.Append((char)value);
                    }

                    break;
                default:
                    _ = CompositionTable.IsNoncharacter(value) ? tidy.Append(CompositionTable.Replacement)
                        : value is 'ð' or 'Ð' ? tidy.Append(value == 'ð' ? 'đ' : 'Đ')
                        : tidy.Append(runes[i].ToString());
                    break;
            }
        }

        return tidy.ToString();
    }

    private static bool IsEmoji(Rune rune) =>
        rune.Value == EmojiVariation || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;
}
