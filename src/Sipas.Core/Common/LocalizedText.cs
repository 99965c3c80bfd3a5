using System.Text.Json.Serialization;

namespace Sipas.Common;

/// <summary>A text in Vietnamese and English, and optionally in other languages of a pack. Immutable.</summary>
/// <remarks>Vietnamese is the fallback for missing languages.</remarks>
public sealed record LocalizedText
{
    /// <summary>Creates a text from its two required languages.</summary>
    /// <param name="vi">The Vietnamese text.</param>
    /// <param name="en">The English text.</param>
    public LocalizedText(string vi, string en)
    {
        ArgumentNullException.ThrowIfNull(vi);
        ArgumentNullException.ThrowIfNull(en);
        Vi = vi;
        En = en;
    }

    /// <summary>The Vietnamese text.</summary>
    public string Vi { get; }

    /// <summary>The English text.</summary>
    public string En { get; }

    /// <summary>Texts in other languages, by lower-case BCP 47 tag, for example <c>km</c>; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Others { get; init; }

    /// <summary>Returns the text in a language.</summary>
    /// <param name="language">A lower-case BCP 47 tag, for example <c>en</c>.</param>
    /// <returns>The text in that language; the Vietnamese text if it is missing.</returns>
    public string In(string language) => language switch
    {
        "vi" => Vi,
        "en" => En,
        _ => Others is not null && Others.TryGetValue(language, out string? text) ? text : Vi,
    };

    /// <summary>Returns the Vietnamese text.</summary>
    public override string ToString() => Vi;
}
