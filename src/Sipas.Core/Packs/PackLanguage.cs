namespace Sipas.Packs;

/// <summary>A language of a pack's texts, in addition to Vietnamese and English.</summary>
public sealed record PackLanguage
{
    /// <summary>Its lower-case BCP 47 tag, for example <c>hmn</c>. It is the key of the language in texts.</summary>
    public required string Tag { get; init; }

    /// <summary>Its name in its own language, as displayed on the button, for example <c>Hmoob</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether a text is a valid tag: lower-case letters and digits in parts of 2 to 8 characters, separated by
    /// hyphens; the first part has letters only.</summary>
    /// <param name="tag">The text; null is not a tag.</param>
    public static bool IsTag(string? tag)
    {
        string[] parts = (tag ?? "").Split('-');
        return parts[0].All(char.IsAsciiLetterLower)
            && parts.All(part => part.Length is >= 2 and <= 8 && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
    }
}
