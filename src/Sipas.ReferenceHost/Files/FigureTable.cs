using System.Globalization;
using Sipas.Files;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Files;

/// <summary>Reads published figures from a CSV file, cell by cell, and keeps every fault until the end.</summary>
internal sealed class FigureTable(FileTable table)
{
    private readonly List<Problem> _problems = [];

    public IReadOnlyList<TableRow> Rows => table.Rows;

    /// <summary>A text that must be there.</summary>
    public string Text(TableRow row, string column) => Optional(row, column) ?? Fail(row, column, "", column);

    /// <summary>A text; null when the column or the cell is empty.</summary>
    public string? Optional(TableRow row, string column) => table.Find(column) is >= 0 and int position && row.Cells[position].Length > 0 ? row.Cells[position] : null;

    /// <summary>A percentage or a number of points, with a decimal comma or point; null when it is not there.</summary>
    public decimal? Decimal(TableRow row, string column, decimal least, decimal most)
    {
        if (Optional(row, column) is not { } text)
        {
            return null;
        }

        if (decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal value)
            && value >= least && value <= most)
        {
            return value;
        }

        Fail(row, column, text, string.Create(CultureInfo.InvariantCulture, $"{least}–{most}"));
        return null;
    }

    /// <summary>A whole number; null when it is not there.</summary>
    public long? Whole(TableRow row, string column, long least, long most)
    {
        if (Optional(row, column) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most)
        {
            return value;
        }

        Fail(row, column, text, string.Create(CultureInfo.InvariantCulture, $"{least}–{most}"));
        return null;
    }

    /// <summary>One of a few words, read as an enum; the default when it is not there.</summary>
    public T Word<T>(TableRow row, string column, T otherwise)
        where T : struct, Enum
    {
        if (Optional(row, column) is not { } text)
        {
            return otherwise;
        }

        if (Enum.TryParse(text, ignoreCase: true, out T value) && !char.IsAsciiDigit(text[0]))
        {
            return value;
        }

        Fail(row, column, text, string.Join(", ", Enum.GetNames<T>()));
        return otherwise;
    }

    /// <exception cref="SipasException">A cell was faulty: all of them.</exception>
    public void ThrowIfFaulty()
    {
        if (_problems.Count > 0)
        {
            throw new SipasException(_problems);
        }
    }

    private string Fail(TableRow row, string column, string text, string allowed)
    {
        string place = $"{FileTable.RowPlace(row.Number)}, {column}";
        _problems.Add(text.Length == 0 ? new Problem(ProblemCodes.CellEmpty, place, null, allowed) : new Problem(ProblemCodes.CellMalformed, place, text, allowed));
        return "";
    }
}
