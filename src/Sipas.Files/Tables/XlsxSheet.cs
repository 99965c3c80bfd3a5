namespace Sipas.Files.Tables;

/// <summary>One sheet of a workbook to be written.</summary>
/// <param name="Name">Its name; cut to 31 characters, without the characters that are not allowed in sheet names.</param>
/// <param name="Columns">The header.</param>
/// <param name="Rows">The rows below it.</param>
internal sealed record XlsxSheet(string Name, IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<TableCell>> Rows);
