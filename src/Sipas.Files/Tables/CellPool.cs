using Sipas.Common;

namespace Sipas.Files.Tables;

/// <summary>Normalizes cells and returns equal short ones as one string instance: a file of a million ballots contains
/// a few hundred different cells.</summary>
internal sealed class CellPool
{
    private const int LongestPooled = 24;

    private readonly string[] _texts = new string[4096];

    public string Compose(string text)
    {
        if (text.Length == 0)
        {
            return "";
        }

        if (text.Length > LongestPooled)
        {
            return VietnameseText.Compose(text);
        }

        uint hash = 0;
        foreach (char c in text)
        {
            hash = (hash * 31) + c;
        }

        // Normalizing a normalized text does not change it, so a hit on the original text is a hit.
        ref string slot = ref _texts[hash & 4095];
        if (slot is not null && slot == text)
        {
            return slot;
        }

        string composed = VietnameseText.Compose(text);
        if (composed == text)
        {
            slot = composed;
        }

        return composed;
    }
}
