using Sipas.Common;
using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Files;

/// <summary>Columns of a file as labels and as numbers; a missing value is NaN.</summary>
internal sealed class NumberColumns(FileTable table, IReadOnlyList<string> missing, DecimalMark? mark = null)
{
    private readonly CellReader _cells = new(table, mark);
    private readonly Dictionary<int, LabelSet> _labels = [];

    public int RowCount => table.Rows.Count;

    /// <summary>Labels with several spellings that were counted as one.</summary>
    public IEnumerable<Problem> Warnings =>
        _labels.SelectMany(
            pair => pair.Value.Variants
                .Select(variant => new Problem(ProblemCodes.LabelSpelledTwice, table.Columns[pair.Key], variant.Other, variant.First)));

    /// <summary>A column as labels of groups, each in the spelling that occurs first.</summary>
    /// <exception cref="SipasException">Cells with errors: each with its row.</exception>
    public string[] Labels(string column)
    {
        int position = table.Require(column);
        LabelSet labels = LabelsOf(position);
        return Texts(position, labels.Of);
    }

    /// <summary>A column as case-sensitive codes: sampling units, respondents.</summary>
    /// <exception cref="SipasException">Cells with errors, or that may differ from the typed code: each with its row.</exception>
    public string[] Codes(string column)
    {
        int position = table.Require(column);
        var cells = new CellReader(table);
        foreach (TableRow row in table.Rows)
        {
            cells.Code(row, position);
        }

        cells.ThrowIfFaulty();
        return Texts(position, CellText.Label);
    }

    /// <summary>A column as labels in which missing values are empty.</summary>
    public string[] Known(string column) =>
        [.. Labels(column).Select(label => missing.Contains(label, StringComparer.Ordinal) ? "" : label)];

    /// <summary>The label of a column that a name in the design matches.</summary>
    public string Name(string column, string name)
    {
        Labels(column);
        return LabelsOf(table.Require(column)).Find(name);
    }

    /// <summary>Entries of a design by label, with the spellings of the file.</summary>
    public Dictionary<string, T> Named<T>(string column, IReadOnlyDictionary<string, T> byName)
    {
        var named = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach ((string name, T value) in byName)
        {
            if (!named.TryAdd(Name(column, name), value))
            {
                throw new SipasException(new Problem(ProblemCodes.DesignFileUnreadable, column, name));
            }
        }

        return named;
    }

    public double[] Ones() => [.. Enumerable.Repeat(1.0, RowCount)];

    /// <summary>A column as numbers, with a decimal point or comma.</summary>
    /// <exception cref="SipasException">Cells that are not numbers or are ambiguous: each with its row (<c>EST0402</c>,
    /// <c>IMP0101</c> and so on).</exception>
    public double[] Numbers(string column) =>
        Read(column, (Cell cell, DecimalMark? said, out double number) => CellText.ReadDouble(cell, said, out number));

    /// <summary>A column as counts: whole numbers of 0 or more.</summary>
    /// <exception cref="SipasException">Cells that are not counts: each with its row.</exception>
    public double[] Counts(string column) => Read(column, (Cell cell, DecimalMark? said, out double number) =>
    {
        CellNumber became = CellText.ReadWhole(cell, said, out long count);
        number = count;
        return became == CellNumber.Read && count < 0 ? CellNumber.Malformed : became;
    }, "0, 1, 2 …");

    /// <summary>A column as shares, also written as percentages.</summary>
    /// <exception cref="SipasException">Cells that are not shares: each with its row.</exception>
    public double[] Shares(string column) => Read(column, (Cell cell, DecimalMark? said, out double number) =>
    {
        CellNumber became = CellText.ReadPercent(cell, said, out decimal percent, out bool isSigned);
        if (!isSigned)
        {
            return CellText.ReadDouble(cell, said, out number);
        }

        number = (double)(percent / 100);
        return became;
    }, "0–1, 0%–100%");

    private double[] Read(string column, NumberReading read, string? allowed = null)
    {
        int position = table.Require(column);
        double[] numbers = new double[RowCount];
        var problems = new List<Problem>();
        for (int i = 0; i < numbers.Length; i++)
        {
            TableRow row = table.Rows[i];
            numbers[i] = double.NaN;
            if (row.Cells[position].Length == 0 || missing.Contains(row.Cells[position], StringComparer.Ordinal))
            {
                continue;
            }

            switch (row[position].Kind == CellKind.Error
                ? CellNumber.Malformed
                : read(row[position], _cells.MarkOf(position), out numbers[i]))
            {
                case CellNumber.Read:
                    break;
                case CellNumber.Ambiguous:
                    problems.Add(new Problem(ProblemCodes.NumberAmbiguous, _cells.Place(row, position), row.Cells[position],
                        CellText.Meanings(row[position])));
                    break;
                case CellNumber.Percent:
                    problems.Add(new Problem(ProblemCodes.PercentUnexpected, _cells.Place(row, position), row.Cells[position], "0.45"));
                    break;
                default:
                    problems.Add(row[position].Kind == CellKind.Error
                        ? new Problem(ProblemCodes.CellError, _cells.Place(row, position), row.Cells[position])
                        : allowed is null ? new Problem(ProblemCodes.CellNotNumber, FileTable.RowPlace(row.Number), row.Cells[position],
                            column)
                        : new Problem(ProblemCodes.CellMalformed, _cells.Place(row, position), row.Cells[position], allowed));
                    break;
            }
        }

        return problems.Count > 0 ? throw new SipasException(problems) : numbers;
    }

    private LabelSet LabelsOf(int column)
    {
        if (!_labels.TryGetValue(column, out LabelSet? labels))
        {
            _labels.Add(column, labels = new LabelSet());
        }

        return labels;
    }

    // A design may declare "#N/A" a missing value; otherwise it is an error.
    private string[] Texts(int position, Func<string, string> label)
    {
        Problem[] problems = [.. table.Rows
            .Where(row => row[position].Kind == CellKind.Error && !missing.Contains(row.Cells[position], StringComparer.Ordinal))
            .Select(row => new Problem(ProblemCodes.CellError, _cells.Place(row, position), row.Cells[position]))];
        return problems.Length > 0 ? throw new SipasException(problems) : [.. table.Rows.Select(row => label(row.Cells[position]))];
    }

    private delegate CellNumber NumberReading(Cell cell, DecimalMark? said, out double number);
}
