using System.Text.Json.Serialization;

namespace Sipas.Text;

/// <summary>A text in Vietnamese and English, and in any further language a pack brings. Immutable.</summary>
/// <remarks>Vietnamese comes first: it is what is shown when a language is not there.</remarks>
public sealed record LocalizedText
{
    /// <summary>Makes a text from its two obligatory languages.</summary>
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

    /// <summary>Texts in other languages by BCP 47 tag in lower case, for example <c>km</c>; null when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Others { get; init; }

    /// <summary>The text in a language.</summary>
    /// <param name="language">A BCP 47 tag in lower case, for example <c>en</c>.</param>
    /// <returns>The text in that language; the Vietnamese one when it is not there.</returns>
    public string In(string language) => language switch
    {
        "vi" => Vi,
        "en" => En,
        _ => Others is not null && Others.TryGetValue(language, out string? text) ? text : Vi,
    };

    /// <summary>The Vietnamese text.</summary>
    public override string ToString() => Vi;
}
