using System.Text;

namespace Sipas.Common;

/// <summary>
/// The labels of a column, each in its first spelling. Spellings that differ in spaces, in <c>Ð</c> for <c>Đ</c>, in case or
/// in the position of the tone mark (<c>Hoà</c>, <c>Hòa</c>) are the same label.
/// </summary>
internal sealed class LabelSet
{
    private const int MaxVariants = 100;

    private readonly Dictionary<string, string> _asWritten = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byKey = new(StringComparer.Ordinal);
    private readonly List<(string First, string Other)> _variants = [];

    /// <summary>
    /// Spellings that were matched to an earlier one: the first spelling and each other spelling, once. Differences in
    /// spaces and <c>Ð</c> are not listed.
    /// </summary>
    public IReadOnlyList<(string First, string Other)> Variants => _variants;

    /// <summary>Adds a cell and returns its label.</summary>
    /// <param name="text">The cell.</param>
    /// <returns>The spelling that occurs first.</returns>
    public string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_asWritten.TryGetValue(text, out string? known))
        {
            return known;
        }

        string label = CellText.Label(text);
        string key = Key(label);
        if (!_byKey.TryGetValue(key, out string? first))
        {
            _byKey.Add(key, first = label);
        }
        else if (first != label && _variants.Count < MaxVariants && !_variants.Contains((first, label)))
        {
            _variants.Add((first, label));
        }

        _asWritten.Add(text, first);
        return first;
    }

    /// <summary>Returns the label of the column that matches a text; if none matches, the text as a label.</summary>
    /// <param name="text">For example a name in a design.</param>
    public string Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string label = CellText.Label(text);
        return _byKey.GetValueOrDefault(Key(label)) ?? label;
    }

    // Lower case, with the tone mark of oa, oe, uy at the end of a word on the first vowel: both spellings are in use.
    private static string Key(string label)
    {
        string lower = label.ToLowerInvariant();
        StringBuilder? key = null;
        for (int i = 1; i < lower.Length; i++)
        {
            int tone = "àáảãạ".IndexOf(lower[i], StringComparison.Ordinal) is >= 0 and int a ? a
                : "èéẻẽẹ".IndexOf(lower[i], StringComparison.Ordinal) is >= 0 and int e ? e + 10
                : "ỳýỷỹỵ".IndexOf(lower[i], StringComparison.Ordinal) is >= 0 and int y ? y + 20
                : -1;
            bool ends = i + 1 == lower.Length || !char.IsLetter(lower[i + 1]);
            bool isQu = i >= 2 && lower[i - 2] == 'q';
            if (tone >= 0 && ends && !isQu && ((lower[i - 1] == 'o' && tone < 20) || (lower[i - 1] == 'u' && tone >= 20)))
            {
                key ??= new StringBuilder(lower);
                key[i - 1] = (lower[i - 1] == 'o' ? "òóỏõọ" : "ùúủũụ")[tone % 10];
                key[i] = (tone / 10) switch { 0 => 'a', 1 => 'e', _ => 'y' };
            }
        }

        return key?.ToString() ?? lower;
    }
}
