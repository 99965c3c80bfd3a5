namespace Sipas.Files.Forms;

internal sealed class DraftScale(string? code, string place)
{
    public string? Code { get; } = code;

    public string Place { get; } = place;

    public List<DraftChoice> Choices { get; } = [];

    /// <summary>Whether the list contains the options of a form of this library, so that their values are item codes.</summary>
    public bool HoldsItems { get; init; }

    /// <summary>Whether only rating elements without texts at their ends use it: its numbers then rise from worst to
    /// best.</summary>
    public bool? IsPlainRating { get; set; }
}
