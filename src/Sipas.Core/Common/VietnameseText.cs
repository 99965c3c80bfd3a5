using System.Globalization;
using System.Text;

namespace Sipas.Common;

/// <summary>Normalizes Vietnamese text for storage and comparison. The result is the same on every machine: with ICU, with
/// Windows' NLS and in globalization-invariant mode.</summary>
internal static class VietnameseText
{
    /// <summary>Normalizes a text (NFC), so that composed and decomposed input return the same text, removes invisible
    /// characters and trims it.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>
    /// The text with each letter and its marks as one character, regardless of the order in which they were typed. Every
    /// kind of space is a space; <c>ð</c> and <c>Ð</c> of old code pages are <c>đ</c> and <c>Đ</c>; zero-width and direction
    /// marks are removed, except the joiner inside an emoji; unpaired surrogates and noncharacters are U+FFFD. Control
    /// characters are preserved, so that they can be rejected. Normalizing is idempotent.
    /// </returns>
    /// <remarks>
    /// Implements Unicode's rules (UAX 15) with a table of this library. Ideographs U+F900 to U+FAFF and scripts above
    /// U+FFFF are unchanged; seeds and checksums reject them (<c>QRY0100</c>).
    /// </remarks>
    public static string Compose(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CompositionTable.IsPlain(text) ? text.Trim() : CompositionTable.Compose(TypedText.Tidy(text)).Trim();
    }

    /// <summary>Returns the key for searching names and matching headers: no marks, no case, single spaces; <c>đ</c> and
    /// <c>ð</c> become <c>d</c>.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>For example <c>quan hoa sen</c> for <c>Quận Hoa  Sen</c>.</returns>
    public static string SearchKey(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var key = new StringBuilder(text.Length);
        foreach (char c in WithoutMarks(text))
        {
            if (!char.IsWhiteSpace(c))
            {
                key.Append(char.ToLowerInvariant(c));
            }
            else if (key.Length > 0 && key[^1] != ' ')
            {
                key.Append(' ');
            }
        }

        return key.ToString().TrimEnd(' ');
    }

    /// <summary>Removes the marks of a text: <c>Quan Dong Da</c> for <c>Quận Đống Đa</c>.</summary>
    /// <param name="text">Any text.</param>
    public static string WithoutMarks(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = new StringBuilder(text.Length);
        foreach (char c in CompositionTable.Decompose(TypedText.Tidy(text)))
        {
            if (char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
            {
                plain.Append(c switch { 'đ' => 'd', 'Đ' => 'D', _ => c });
            }
        }

        return plain.ToString();
    }

    /// <summary>
    /// Normalizes the keys of a dictionary of numbers. If two keys become equal, the second remains in its original form,
    /// which matches no name.
    /// </summary>
    /// <param name="numbers">Numbers by name.</param>
    internal static IReadOnlyDictionary<string, T> ComposeKeys<T>(IReadOnlyDictionary<string, T> numbers)
    {
        var composed = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach ((string name, T number) in numbers)
        {
            if (!composed.TryAdd(Compose(name), number))
            {
                composed[name] = number;
            }
        }

        return composed;
    }
}
