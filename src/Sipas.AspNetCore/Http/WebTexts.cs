using System.Text.Json;
using Sipas.Common;

namespace Sipas.AspNetCore.Http;

/// <summary>The texts of pages, in Vietnamese and English, read once from the embedded <c>texts.json</c> and
/// <c>texts.PART.json</c>.</summary>
internal static class WebTexts
{
    private static readonly Lazy<Dictionary<string, LocalizedText>> Texts = new(Load);

    public static IReadOnlyDictionary<string, LocalizedText> All => Texts.Value;

    /// <summary>Gets a text by its key.</summary>
    /// <param name="key">For example <c>report.title</c>.</param>
    public static LocalizedText Of(string key) => Texts.Value.TryGetValue(key, out LocalizedText? text)
        ? text
        : throw new ArgumentException($"No text is known for the key '{key}'.", nameof(key));

    /// <summary>Gets the texts whose keys begin with a prefix, by the rest of the key.</summary>
    /// <param name="prefix">For example <c>kiosk.</c>.</param>
    public static IReadOnlyDictionary<string, LocalizedText> Under(string prefix) =>
        Texts.Value.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value, StringComparer.Ordinal);

    private static Dictionary<string, LocalizedText> Load()
    {
        var texts = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        foreach (string file in Asset.Names.Where(name => name.StartsWith("texts.", StringComparison.Ordinal)))
        {
            using Stream stream = Asset.Open(file);
            foreach ((string key, LocalizedText text)
                in JsonSerializer.Deserialize(stream, WebTextJsonContext.Default.DictionaryStringLocalizedText)!)
            {
                texts.Add(key, text);
            }
        }

        return texts;
    }
}
