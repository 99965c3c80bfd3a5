namespace Sipas.Files;

/// <summary>One row of a file.</summary>
/// <param name="Number">Its number as a spreadsheet shows it, from 1.</param>
/// <param name="Cells">Its cells, as many as there are columns, composed (NFC) and trimmed.</param>
public sealed record TableRow(int Number, IReadOnlyList<string> Cells);
