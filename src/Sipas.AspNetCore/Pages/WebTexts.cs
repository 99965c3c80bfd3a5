using Sipas.Common;

namespace Sipas.AspNetCore.Pages;

/// <summary>The texts of this library's pages, read once.</summary>
internal static class WebTexts
{
    private static readonly Lazy<TextCatalogue> Texts = new(() => TextCatalogue.Read(typeof(WebTexts).Assembly));

    public static TextCatalogue Catalogue => Texts.Value;

    public static IReadOnlyDictionary<string, LocalizedText> All => Catalogue.All;

    /// <inheritdoc cref="TextCatalogue.Of(string)"/>
    public static LocalizedText Of(string key) => Catalogue.Of(key);

    /// <summary>Gets the texts whose keys begin with a prefix, by the rest of the key.</summary>
    /// <param name="prefix">For example <c>kiosk.</c>.</param>
    public static IReadOnlyDictionary<string, LocalizedText> Under(string prefix) =>
        All.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value, StringComparer.Ordinal);
}
