namespace Sipas.Files.Forms;

internal sealed record DraftItem(string Variable, string Code, DraftText Text, DraftScale? Scale, bool Required, string Place)
{
    /// <summary>Of an option: the value by which it is ticked.</summary>
    public string? Option { get; init; }

    /// <summary>Of an option: the code of its scale; null for the default one.</summary>
    public string? TickScale { get; init; }
}
