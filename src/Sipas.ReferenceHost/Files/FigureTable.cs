using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Files;

/// <summary>Reads figures from a file by the names of its columns; all problems are collected until the end.</summary>
internal sealed class FigureTable(FileTable table)
{
    private readonly CellReader _cells = new(table);

    public IReadOnlyList<TableRow> Rows => table.Rows;

    /// <summary>The reader of its cells.</summary>
    public CellReader Cells => _cells;

    /// <summary>A required code.</summary>
    public string Code(TableRow row, string column)
    {
        int position = table.Require(column);
        _cells.RequireFilled(row, position, column);
        return _cells.Code(row, position) ?? "";
    }

    /// <summary>A code; null when the column or the cell is empty.</summary>
    public string? OptionalCode(TableRow row, string column) => _cells.Code(row, table.Find(column));

    /// <summary>A text; null when the column or the cell is empty.</summary>
    public string? Optional(TableRow row, string column) => _cells.Text(row, table.Find(column));

    /// <summary>A label of a group, in the spelling that occurs first; null if the column or the cell is empty.</summary>
    public string? Label(TableRow row, string column) =>
        table.Find(column) is >= 0 and int position && _cells.Label(row, position) is { Length: > 0 } label ? label : null;

    /// <summary>A percentage; null if missing.</summary>
    public decimal? Percent(TableRow row, string column) => _cells.Percent(row, table.Find(column), 0, 100);

    /// <summary>Percentage points, for example of a standard error; null if missing.</summary>
    public decimal? PercentagePoints(TableRow row, string column) => _cells.Percent(row, table.Find(column), 0, 100, mayBeSmall: true);

    /// <summary>A share of 0–1; null if missing.</summary>
    public decimal? Share(TableRow row, string column) => _cells.Share(row, table.Find(column));

    /// <summary>A number; null if missing.</summary>
    public decimal? Number(TableRow row, string column, decimal least, decimal maximum) =>
        _cells.Number(row, table.Find(column), least, maximum);

    /// <summary>A whole number; null if missing.</summary>
    public long? Whole(TableRow row, string column, long least, long maximum) => _cells.Whole(row, table.Find(column), least, maximum);

    /// <summary>A word that names an enum value; the default if missing.</summary>
    public T Word<T>(TableRow row, string column, T otherwise)
        where T : struct, Enum => _cells.Word(row, table.Find(column), otherwise);

    /// <exception cref="SipasException">All problems found.</exception>
    public void ThrowIfFaulty() => _cells.ThrowIfFaulty();
}
