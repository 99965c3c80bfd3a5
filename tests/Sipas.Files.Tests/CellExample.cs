namespace Sipas.Files;

/// <summary>One cell of the table.</summary>
/// <param name="Text">What a text file holds.</param>
/// <param name="Workbook">What a workbook holds: <c>type|format|stored</c>; null for the text itself.</param>
/// <param name="Read">What each reading gives, parted by semicolons.</param>
internal sealed record CellExample(string Text, string? Workbook, string Read)
{
    public override string ToString() => $"{Text} {Workbook}";
}
