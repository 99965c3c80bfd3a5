using System.Globalization;
using System.Text;

namespace Sipas.Common;

/// <summary>
/// Normalizes letters and marks with a table of this library, so that the result is the same with ICU, with Windows' NLS and
/// without either: <c>string.Normalize</c> does nothing in globalization-invariant mode.
/// </summary>
/// <remarks>
/// The canonical composition of Unicode (UAX 15, form C) for all letters up to U+FFFF except the ideographs U+F900 to
/// U+FAFF. Nothing above U+FFFF is composed.
/// </remarks>
internal static partial class CompositionTable
{
    /// <summary>Replaces noncharacters and unpaired surrogates.</summary>
    public const char Replacement = '\uFFFD';

    private const int HangulFirst = 0xAC00, HangulLast = 0xD7A3, Leads = 0x1100, Vowels = 0x1161, Tails = 0x11A7, VowelCount = 21,
        TailCount = 28;

    private static readonly Dictionary<(char First, char Second), char> Composed = [];
    private static readonly Dictionary<char, (char First, char Second)> Parts = [];
    private static readonly byte[] Class = new byte[char.MaxValue + 1];

    // One bit per char; set if the char never affects whether a text is normalized and clean.
    private static readonly ulong[] Plain = new ulong[(char.MaxValue + 1) / 64];

    static CompositionTable()
    {
        for (int i = 0; i < Pairs.Length; i += 3)
        {
            Parts.Add(Pairs[i], (Pairs[i + 1], Pairs[i + 2]));
            Composed.Add((Pairs[i + 1], Pairs[i + 2]), Pairs[i]);
        }

        for (int i = 0; i < OneWay.Length; i += 3)
        {
            Parts.Add(OneWay[i], (OneWay[i + 1], OneWay[i + 2]));
        }

        for (int i = 0; i < Classes.Length; i += 3)
        {
            for (int mark = Classes[i]; mark <= Classes[i + 1]; mark++)
            {
                Class[mark] = (byte)Classes[i + 2];
            }
        }

        HashSet<char> seconds = [.. Composed.Keys.Select(pair => pair.Second)];
        for (int i = 0; i <= char.MaxValue; i++)
        {
            char c = (char)i;
            bool changes = Class[c] > 0 || seconds.Contains(c)
                || (Parts.TryGetValue(c, out (char, char) parts) && !Composed.ContainsKey(parts))
                || c is >= (char)Vowels and <= (char)0x11FF or >= (char)0xF900 and <= (char)0xFAFF || c is 'ð' or 'Ð' || IsNoncharacter(c);
            changes |= c != ' ' && char.GetUnicodeCategory(c)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.SpaceSeparator;
            Plain[i >> 6] |= changes ? 0UL : 1UL << (i & 63);
        }
    }

    /// <summary>Whether normalizing and cleaning certainly leave a text unchanged. False means that they may change it.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if ((Plain[c >> 6] >> (c & 63) & 1) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Composes a text: letters and marks that form one letter are replaced by it, regardless of the order of the marks.</summary>
    /// <param name="text">Any text.</param>
    public static string Compose(string text)
    {
        List<char> parts = Split(text);
        int starter = -1, written = 0, last = -1;
        for (int i = 0; i < parts.Count; i++)
        {
            char c = parts[i];
            int order = Class[c];
            if (starter >= 0 && last < order && Join(parts[starter], c) is { } whole)
            {
                parts[starter] = whole;
                continue;
            }

            (starter, last) = order == 0 ? (written, -1) : (starter, order);
            parts[written++] = c;
        }

        return new string([.. parts.Take(written)]);
    }

    /// <summary>Decomposes a text into letters and marks, with the marks in canonical order.</summary>
    /// <param name="text">Any text.</param>
    public static string Decompose(string text) => new([.. Split(text)]);

    /// <summary>Returns the first character of a text whose composition is not in this table; null if there is none.</summary>
    /// <param name="text">Any text.</param>
    public static Rune? FindUndecided(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value is >= 0xF900 and <= 0xFAFF or >= 0x1D15E and <= 0x1D164 or >= 0x1D1BB and <= 0x1D1C0 or >= 0x2F800 and <= 0x2FA1F
                || (rune.Value > char.MaxValue && Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark))
            {
                return rune;
            }
        }

        return null;
    }

    /// <summary>Whether a code point is a noncharacter.</summary>
    /// <param name="value">The code point.</param>
    public static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

    private static List<char> Split(string text)
    {
        var parts = new List<char>(text.Length + 8);
        foreach (char c in text)
        {
            Append(parts, c);
        }

        return parts;
    }

    private static void Append(List<char> parts, char c)
    {
        if (c is >= (char)HangulFirst and <= (char)HangulLast)
        {
            int syllable = c - HangulFirst;
            parts.Add((char)(Leads + (syllable / (VowelCount * TailCount))));
            parts.Add((char)(Vowels + (syllable % (VowelCount * TailCount) / TailCount)));
            if (syllable % TailCount is > 0 and int tail)
            {
                parts.Add((char)(Tails + tail));
            }
        }
        else if (Parts.TryGetValue(c, out (char First, char Second) pair))
        {
            Append(parts, pair.First);
            if (pair.Second != 0)
            {
                Append(parts, pair.Second);
            }
        }
        else
        {
            // A mark precedes those of a higher class: "ê" and a dot below are "ẹ" and a circumflex.
            int at = parts.Count;
            while (Class[c] > 0 && at > 0 && Class[parts[at - 1]] > Class[c])
            {
                at--;
            }

            parts.Insert(at, c);
        }
    }

    private static char? Join(char first, char second)
    {
        if (Composed.TryGetValue((first, second), out char whole))
        {
            return whole;
        }

        int lead = first - Leads, vowel = second - Vowels, tail = second - Tails, syllable = first - HangulFirst;
        return lead is >= 0 and < 19 && vowel is >= 0 and < VowelCount ? (char)(HangulFirst + (((lead * VowelCount) + vowel) * TailCount))
            : syllable is >= 0 and <= HangulLast - HangulFirst && syllable % TailCount == 0 && tail is > 0 and < TailCount
                ? (char)(first + tail)
            : null;
    }
}
