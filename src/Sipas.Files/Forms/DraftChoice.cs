namespace Sipas.Files.Forms;

internal sealed record DraftChoice(string Value, DraftText Text, string Place)
{
    public bool? Satisfied { get; init; }

    public int? Points { get; init; }

    /// <summary>Of an option of a multiple choice: the scale whose levels mean ticked and not ticked.</summary>
    public string? Scale { get; init; }
}
