using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Files.Tables;

/// <summary>The header of a table: the given row, or the first that is not blank, after titles.</summary>
/// <param name="Row">Its number as in a spreadsheet.</param>
/// <param name="Columns">Its cells, without the empty ones at the end.</param>
internal sealed record TableHeader(int Row, IReadOnlyList<string> Columns)
{
    private const int SampleRows = 40;

    /// <summary>Finds the header.</summary>
    /// <exception cref="SipasException">The file has no rows, or not the given row.</exception>
    public static TableHeader Find(string name, IRowSource source, TableFileOptions options)
    {
        // Problems of cells are reported when the rows are read.
        if (options.HeaderRow is { } wanted)
        {
            (TableRow? over, TableRow? found) = (null, null);
            foreach (TableRow row in source.Read(_ => { }))
            {
                if (row.Number >= wanted)
                {
                    found = row.Number == wanted ? row : null;
                    break;
                }

                over = row;
            }

            return found is null
                ? throw new SipasException(
                    new Problem(ProblemCodes.HeaderRowMissing, "--header-row", CsvOutput.Show(wanted), Offer(source)))
                : Of(found, over);
        }

        TableRow[] sample = [.. source.Read(_ => { }).Take(options.TakesFirstRow ? 1 : SampleRows)];
        if (sample.Length == 0)
        {
            throw new SipasException(new Problem(ProblemCodes.FileEmpty, "file", name));
        }

        int header = Position(sample);
        return Of(sample[header], header == 0 ? null : sample[header - 1]);
    }

    // A title fills less than half of the table's width. After titles only a row of distinct texts is a header; if
    // there is none, the first row is the header.
    private static int Position(TableRow[] sample)
    {
        int width = sample.Max(Filled);
        for (int i = 0; i < sample.Length; i++)
        {
            int filled = Filled(sample[i]);
            if (filled * 2 > width || (width == 2 && i == 0 && filled == 2))
            {
                return i == 0 || IsHeading(sample[i]) ? i : 0;
            }
        }

        return 0;
    }

    private static int Filled(TableRow row)
    {
        int filled = 0;
        for (int i = 0; i < row.Cells.Count; i++)
        {
            filled += row.Cells[i].Length > 0 && !row.IsMergedAcross(i) ? 1 : 0;
        }

        return filled;
    }

    private static bool IsHeading(TableRow row)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < row.Cells.Count; i++)
        {
            Cell cell = row[i];
            if (cell.Kind is not (CellKind.Empty or CellKind.Text) || CellText.ReadDecimal(cell, null, out _) != CellNumber.Malformed
                || CellText.TryReadTime(cell.Text, out _)
                || (cell.Kind == CellKind.Text && !seen.Add(row.Cells[i])))
            {
                return false;
            }
        }

        return seen.Count > 0;
    }

    // In a header of two rows, the upper of which names groups of columns, a column without a name takes the name above it.
    private static TableHeader Of(TableRow row, TableRow? over)
    {
        string[] columns = [.. row.Cells.Select((cell, i) => row.IsMergedAcross(i) ? "" : cell)];
        if (over is not null && over.Number == row.Number - 1 && Filled(over) > 1)
        {
            columns = [.. Enumerable.Range(0, Math.Max(columns.Length, over.Cells.Count))
                .Select(i => i < columns.Length && columns[i].Length > 0 ? columns[i]
                : i < over.Cells.Count && !over.IsMergedAcross(i) ? over.Cells[i] : "")];
        }

        int used = columns.Length;
        while (used > 0 && columns[used - 1].Length == 0)
        {
            used--;
        }

        return new TableHeader(row.Number, columns[..used]);
    }

    private static string Offer(IRowSource source) =>
        string.Join(", ", source.Read(_ => { }).Take(5).Select(row => CsvOutput.Show(row.Number)));
}
