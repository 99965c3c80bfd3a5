namespace Sipas.Files.Forms;

/// <summary>A text by language tag.</summary>
internal sealed record DraftText(string Place, IReadOnlyDictionary<string, string> ByLanguage)
{
    public bool IsEmpty => ByLanguage.Count == 0;

    public static DraftText Of(string place, string text) =>
        new(place, new Dictionary<string, string>(StringComparer.Ordinal) { ["vi"] = text, ["en"] = text });
}
