namespace Sipas.Questionnaires;

/// <summary>A language beyond Vietnamese and English that a pack brings.</summary>
public sealed record PackLanguage
{
    /// <summary>Its BCP 47 tag in lower case, for example <c>hmn</c>: the key under which texts hold it.</summary>
    public required string Tag { get; init; }

    /// <summary>Its name in itself, as it stands on the button: for example <c>Hmoob</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether a text is a tag as we take it: lower-case letters and digits in parts of 2 to 8, joined by hyphens, the first of letters only.</summary>
    /// <param name="tag">The text; null is no tag.</param>
    public static bool IsTag(string? tag)
    {
        string[] parts = (tag ?? "").Split('-');
        return parts[0].All(char.IsAsciiLetterLower) && parts.All(part => part.Length is >= 2 and <= 8 && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
    }
}
