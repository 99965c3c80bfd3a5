using System.Reflection;
using System.Text.Json;
using Sipas.Common;

namespace Sipas.AspNetCore.Pages;

/// <summary>Texts of pages, in Vietnamese and English, by their keys.</summary>
internal sealed class TextCatalogue
{
    private readonly Dictionary<string, LocalizedText> _texts;

    private TextCatalogue(Dictionary<string, LocalizedText> texts) => _texts = texts;

    public IReadOnlyDictionary<string, LocalizedText> All => _texts;

    /// <summary>Reads the texts of a package from its embedded files <c>texts.json</c> and <c>texts.PART.json</c>.</summary>
    /// <param name="assembly">The package.</param>
    /// <param name="before">Texts of another package that its pages use too; optional.</param>
    /// <exception cref="ArgumentException">Two files have the same key.</exception>
    public static TextCatalogue Read(Assembly assembly, TextCatalogue? before = null)
    {
        var texts = new Dictionary<string, LocalizedText>(before?._texts ?? [], StringComparer.Ordinal);
        foreach (string file in Asset.NamesIn(assembly).Where(name => name.StartsWith("texts.", StringComparison.Ordinal)))
        {
            using Stream stream = Asset.Open(file, assembly);
            foreach ((string key, LocalizedText text)
                in JsonSerializer.Deserialize(stream, WebTextJsonContext.Default.DictionaryStringLocalizedText)!)
            {
                texts.Add(key, text);
            }
        }

        return new TextCatalogue(texts);
    }

    /// <summary>Gets a text by its key.</summary>
    /// <param name="key">For example <c>report.title</c>.</param>
    /// <exception cref="ArgumentException">There is no text of this key.</exception>
    public LocalizedText Of(string key) => _texts.TryGetValue(key, out LocalizedText? text)
        ? text
        : throw new ArgumentException($"No text is known for the key '{key}'.", nameof(key));
}
