using System.Globalization;
using System.Text;

namespace Sipas.Text;

/// <summary>Vietnamese text as it is stored and compared.</summary>
public static class VietnameseText
{
    /// <summary>Composes a text (NFC) and trims it, so that what was typed composed and decomposed is one text.</summary>
    /// <param name="text">Any text.</param>
    public static string Compose(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Trim().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The key by which names are searched and headers matched: no marks, no case, single spaces; <c>đ</c> and <c>ð</c> become <c>d</c>.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>For example <c>quan hoa sen</c> for <c>Quận Hoa  Sen</c>.</returns>
    public static string SearchKey(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var key = new StringBuilder(text.Length);
        foreach (char c in text.Normalize(NormalizationForm.FormD))
        {
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(c);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
            {
                continue;
            }

            if (char.IsWhiteSpace(c))
            {
                if (key.Length > 0 && key[^1] != ' ')
                {
                    key.Append(' ');
                }

                continue;
            }

            key.Append(c switch
            {
                'đ' or 'Đ' or 'ð' or 'Ð' => 'd',
                _ => char.ToLowerInvariant(c),
            });
        }

        return key.ToString().TrimEnd(' ');
    }
}
