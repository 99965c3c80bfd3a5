using System.Globalization;
using Sipas.Files;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Files;

/// <summary>Columns of a file as labels and as numbers; a missing value is NaN.</summary>
internal sealed class NumberColumns(FileTable table, IReadOnlyList<string> missing)
{
    public int RowCount => table.Rows.Count;

    public string[] Labels(string column)
    {
        int position = table.Require(column);
        return [.. table.Rows.Select(row => row.Cells[position])];
    }

    /// <summary>A column as labels in which missing values are empty.</summary>
    public string[] Known(string column) => [.. Labels(column).Select(label => missing.Contains(label, StringComparer.Ordinal) ? "" : label)];

    public double[] Ones() => [.. Enumerable.Repeat(1.0, RowCount)];

    /// <summary>A column as numbers, with a decimal point or comma.</summary>
    /// <exception cref="SipasException">Cells that are no numbers: each with its row (<c>EST0402</c>).</exception>
    public double[] Numbers(string column)
    {
        int position = table.Require(column);
        double[] numbers = new double[RowCount];
        var problems = new List<Problem>();
        for (int i = 0; i < numbers.Length; i++)
        {
            string cell = table.Rows[i].Cells[position];
            numbers[i] = double.NaN;
            if (cell.Length > 0 && !missing.Contains(cell, StringComparer.Ordinal) && !Parse(cell, out numbers[i]) && problems.Count < 50)
            {
                problems.Add(new Problem(ProblemCodes.CellNotNumber, FileTable.RowPlace(table.Rows[i].Number), cell, column));
            }
        }

        return problems.Count > 0 ? throw new SipasException(problems) : numbers;
    }

    // A comma is a decimal comma only where there is no point: 1,234.5 is refused rather than guessed.
    private static bool Parse(string cell, out double number) =>
        double.TryParse(
            cell.Contains('.', StringComparison.Ordinal) ? cell : cell.Replace(',', '.'),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);
}
