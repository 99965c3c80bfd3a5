using Sipas.Files;

namespace Sipas.ReferenceHost.Files;

/// <summary>Reads figures from a file by the names of its columns; every fault is kept until the end.</summary>
internal sealed class FigureTable(FileTable table)
{
    private readonly CellReader _cells = new(table);

    public IReadOnlyList<TableRow> Rows => table.Rows;

    /// <summary>The reader of its cells.</summary>
    public CellReader Cells => _cells;

    /// <summary>A code that must be there.</summary>
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

    /// <summary>A label of a group, in the spelling that came first; null when the column or the cell is empty.</summary>
    public string? Label(TableRow row, string column) =>
        table.Find(column) is >= 0 and int position && _cells.Label(row, position) is { Length: > 0 } label ? label : null;

    /// <summary>A percentage; null when it is not there.</summary>
    public decimal? Percent(TableRow row, string column) => _cells.Percent(row, table.Find(column), 0, 100);

    /// <summary>Percentage points, for example of a standard error; null when they are not there.</summary>
    public decimal? PercentagePoints(TableRow row, string column) => _cells.Percent(row, table.Find(column), 0, 100, mayBeSmall: true);

    /// <summary>A share of 0–1; null when it is not there.</summary>
    public decimal? Share(TableRow row, string column) => _cells.Share(row, table.Find(column));

    /// <summary>A number; null when it is not there.</summary>
    public decimal? Number(TableRow row, string column, decimal least, decimal most) => _cells.Number(row, table.Find(column), least, most);

    /// <summary>A whole number; null when it is not there.</summary>
    public long? Whole(TableRow row, string column, long least, long most) => _cells.Whole(row, table.Find(column), least, most);

    /// <summary>One of a few words, read as an enum; the default when it is not there.</summary>
    public T Word<T>(TableRow row, string column, T otherwise)
        where T : struct, Enum => _cells.Word(row, table.Find(column), otherwise);

    /// <exception cref="Problems.SipasException">A cell was faulty: all of them.</exception>
    public void ThrowIfFaulty() => _cells.ThrowIfFaulty();
}
