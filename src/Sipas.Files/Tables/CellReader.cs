using System.Globalization;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Files.Tables;

/// <summary>Reads the cells of a table as numbers, percentages, days, codes and labels, and collects every problem with
/// its cell until the end.</summary>
/// <remarks>
/// An ambiguous cell is an error; <see cref="CellText"/> defines the meaning of each text. The decimal mark is the one
/// specified for the file; without one, the cells of a column determine it: in a column with <c>1,5</c> the text
/// <c>12,500</c> is twelve and a half, in a column with <c>1.234.567</c> the text <c>12.500</c> is 12500.
/// </remarks>
/// <param name="table">The table.</param>
/// <param name="mark">The decimal mark; that of <see cref="TableFileOptions.DecimalMark"/> when null.</param>
internal sealed class CellReader(FileTable table, DecimalMark? mark = null)
{
    private readonly DecimalMark? _mark = mark ?? table.File.DecimalMark;
    private readonly Dictionary<int, DecimalMark?> _marks = [];
    private readonly Dictionary<int, bool> _sharesIn = [];
    private readonly Dictionary<int, LabelSet> _labels = [];
    private readonly List<Problem> _problems = [];

    /// <summary>The table.</summary>
    public FileTable Table => table;

    /// <summary>All problems found.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Labels with several spellings that were counted as one: warnings, one for each other spelling.</summary>
    public IEnumerable<Problem> Warnings => _labels.SelectMany(pair => pair.Value.Variants.Select(variant =>
        new Problem(ProblemCodes.LabelSpelledTwice, table.Columns[pair.Key], variant.Other,
            variant.First)
        {
            Severity = ProblemSeverity.Warning,
        }));

    /// <summary>The place of a cell in messages.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    /// <returns>For example <c>row 7, percent</c>.</returns>
    public string Place(TableRow row, int column)
    {
        ArgumentNullException.ThrowIfNull(row);
        return $"{FileTable.RowPlace(row.Number)}, {table.Columns[column]}";
    }

    /// <summary>A text.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column; −1 for none.</param>
    /// <returns>Null if there is no column, or the cell is empty or contains an error, which is reported.</returns>
    public string? Text(TableRow row, int column)
    {
        ArgumentNullException.ThrowIfNull(row);
        return column < 0 || row.Cells[column].Length == 0 || IsUnusable(row, column) ? null : row.Cells[column];
    }

    /// <summary>A code as displayed: of a unit, a dossier, a ballot.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column; −1 for none.</param>
    /// <returns>Null if the cell is empty, or may differ from the typed code, which is reported.</returns>
    public string? Code(TableRow row, int column)
    {
        if (Text(row, column) is not { } text)
        {
            return null;
        }

        if (CellText.IsCode(row[column]))
        {
            return text;
        }

        _problems.Add(NotACode(Place(row, column), row[column]));
        return null;
    }

    /// <summary>A label of a group: spellings in one column that differ in spaces, <c>Ð</c>, case or the position of
    /// the tone mark are one label.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column; −1 for none.</param>
    /// <returns>The spelling that occurs first; empty if the cell is empty or contains an error, which is reported.</returns>
    public string Label(TableRow row, int column)
    {
        if (Text(row, column) is not { } text)
        {
            return "";
        }

        if (!_labels.TryGetValue(column, out LabelSet? labels))
        {
            _labels.Add(column, labels = new LabelSet());
        }

        return labels.Of(text);
    }

    /// <summary>A whole number; null if the cell is empty or invalid, which is reported.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column; −1 for none.</param>
    /// <param name="least">The minimum.</param>
    /// <param name="maximum">The maximum.</param>
    public long? Whole(TableRow row, int column, long least, long maximum)
    {
        if (Text(row, column) is null)
        {
            return null;
        }

        CellNumber became = CellText.ReadWhole(row[column], MarkOf(column), out long number);
        if (became == CellNumber.Read && number >= least && number <= maximum)
        {
            return number;
        }

        Fail(
            row, column, became,
            maximum == long.MaxValue
                ? string.Create(CultureInfo.InvariantCulture, $"{least}, {least + 1}, {least + 2} …")
                : string.Create(CultureInfo.InvariantCulture, $"{least}–{maximum}"));
        return null;
    }

    /// <summary>A number; null if the cell is empty or invalid, which is reported.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column; −1 for none.</param>
    /// <param name="least">The minimum.</param>
    /// <param name="maximum">The maximum.</param>
    public decimal? Number(TableRow row, int column, decimal least, decimal maximum)
    {
        if (Text(row, column) is null)
        {
            return null;
        }

        CellNumber became = CellText.ReadDecimal(row[column], MarkOf(column), out decimal number);
        return became == CellNumber.Read && number >= least && number <= maximum
            ? number
            : Fail(row, column, became, Range(least, maximum));
    }

    /// <summary>A share of 0–1, also written as a percentage; null if the cell is empty or invalid, which is reported.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column; −1 for none.</param>
    public decimal? Share(TableRow row, int column)
    {
        if (Text(row, column) is null)
        {
            return null;
        }

        CellNumber became = CellText.ReadPercent(row[column], MarkOf(column), out decimal number, out bool isSigned);
        number = isSigned ? number / 100 : number;
        return became == CellNumber.Read && number is >= 0 and <= 1 ? number : Fail(row, column, became, "0–1, 0%–100%");
    }

    /// <summary>A percentage or percentage points, with or without a percent sign; null if the cell is empty or
    /// invalid, which is reported.</summary>
    /// <remarks>A column of percentages whose values are all at most 1 and have no percent sign is an error, because
    /// these look like shares.</remarks>
    /// <param name="row">The row.</param>
    /// <param name="column">The column; −1 for none.</param>
    /// <param name="least">The minimum.</param>
    /// <param name="maximum">The maximum.</param>
    /// <param name="mayBeSmall">Whether values of at most 1 are normal here, as for standard errors and points.</param>
    public decimal? Percent(TableRow row, int column, decimal least, decimal maximum, bool mayBeSmall = false)
    {
        if (Text(row, column) is null)
        {
            return null;
        }

        CellNumber became = CellText.ReadPercent(row[column], MarkOf(column), out decimal number, out bool isSigned);
        if (became == CellNumber.Ambiguous && ReadWithin(row[column], least, maximum) is { } only)
        {
            (became, number) = (CellNumber.Read, only);
        }

        if (became != CellNumber.Read || number < least || number > maximum)
        {
            return Fail(row, column, became, $"{Range(least, maximum)}, {Range(least, maximum)} %");
        }

        return mayBeSmall || isSigned || number is <= 0 or > 1 || !AreShares(row, column) ? number : null;
    }

    /// <summary>A day, with or without a time; null if the cell is empty or invalid, which is reported.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column; −1 for none.</param>
    public DateOnly? Day(TableRow row, int column)
    {
        if (Text(row, column) is null)
        {
            return null;
        }

        if (row[column].Kind != CellKind.Number && CellText.TryReadDay(row[column].Text, out DateOnly day))
        {
            return day;
        }

        _problems.Add(new Problem(ProblemCodes.CellNotDay, Place(row, column), row.Cells[column], CellText.DayAllowed));
        return null;
    }

    /// <summary>A word that names an enum value, without regard to case.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="row">The row.</param>
    /// <param name="column">The column; −1 for none.</param>
    /// <param name="otherwise">The value for an empty cell, and for an invalid one, which is reported.</param>
    public T Word<T>(TableRow row, int column, T otherwise)
        where T : struct, Enum
    {
        if (Text(row, column) is not { } text)
        {
            return otherwise;
        }

        if (Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value) && char.IsAsciiLetter(text[0]))
        {
            return value;
        }

        _problems.Add(new Problem(ProblemCodes.CellMalformed, Place(row, column), text, string.Join(", ", Enum.GetNames<T>())));
        return otherwise;
    }

    /// <summary>Reports a required cell that is empty, unless a problem of this cell was already reported.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="needed">The requirement, for the message.</param>
    public void RequireFilled(TableRow row, int column, string needed)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Cells[column].Length == 0)
        {
            _problems.Add(new Problem(ProblemCodes.CellEmpty, Place(row, column), null, needed));
        }
    }

    /// <summary>Adds a problem that was found elsewhere.</summary>
    /// <param name="problem">The problem.</param>
    public void Add(Problem problem) => _problems.Add(problem);

    /// <summary>Throws if problems were found.</summary>
    /// <exception cref="SipasException">All problems found.</exception>
    public void ThrowIfFaulty()
    {
        if (_problems.Count > 0)
        {
            throw new SipasException(_problems);
        }
    }

    /// <summary>The decimal mark of a column: the specified one, or the one that its cells imply.</summary>
    /// <param name="column">The column.</param>
    public DecimalMark? MarkOf(int column)
    {
        if (_mark is not null)
        {
            return _mark;
        }

        if (!_marks.TryGetValue(column, out DecimalMark? proven))
        {
            _marks.Add(column, proven = Prove(table, column));
        }

        return proven;
    }

    /// <summary>The problem of a code that cannot be used.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="cell">The cell.</param>
    internal static Problem NotACode(string place, Cell cell) =>
        new(ProblemCodes.CodeNotShown, place, cell.Text.ToString(), cell.Format ?? (cell.Kind == CellKind.Date ? "yyyy-MM-dd" : "E+"));

    /// <summary>The problem of a cell that has no value for its column: a spreadsheet error, or a cell merged across
    /// columns; null for any other.</summary>
    internal static Problem? FindUnusable(TableRow row, int column, string place) =>
        row[column].Kind == CellKind.Error ? new Problem(ProblemCodes.CellError, place, row.Cells[column])
        : row.IsMergedAcross(column) ? new Problem(ProblemCodes.CellMergedAcross, place, row.Cells[column])
        : null;

    /// <summary>The decimal mark that the cells of a column imply; null if none does, or two contradict each other.</summary>
    internal static DecimalMark? Prove(FileTable table, int column)
    {
        MarkProof proof = MarkProof.None;
        foreach (TableRow row in table.Rows)
        {
            proof = CellText.Prove(proof, row[column]);
        }

        return proof switch
        {
            MarkProof.Comma => DecimalMark.Comma,
            MarkProof.Point => DecimalMark.Point,
            _ => null,
        };
    }

    /// <summary>The problem of a number that could not be read.</summary>
    internal static Problem NotANumber(string place, Cell cell, CellNumber became, string allowed) => became switch
    {
        CellNumber.Ambiguous => new Problem(ProblemCodes.NumberAmbiguous, place, cell.Text.ToString(), CellText.Meanings(cell)),
        CellNumber.Percent => new Problem(ProblemCodes.PercentUnexpected, place, cell.Text.ToString(), allowed),
        _ => new Problem(ProblemCodes.CellMalformed, place, cell.Text.ToString(), allowed),
    };

    private static string Range(decimal least, decimal maximum) => string.Create(CultureInfo.InvariantCulture, $"{least}–{maximum}");

    // 90,125 cannot be a percentage with a thousands separator: if only one reading is within the bounds, it is used.
    private static decimal? ReadWithin(Cell cell, decimal least, decimal maximum)
    {
        CellText.ReadPercent(cell, DecimalMark.Comma, out decimal comma, out _);
        CellText.ReadPercent(cell, DecimalMark.Point, out decimal point, out _);
        bool isComma = comma >= least && comma <= maximum;
        bool isPoint = point >= least && point <= maximum;
        return isComma == isPoint ? null : isComma ? comma : point;
    }

    private bool IsUnusable(TableRow row, int column)
    {
        // The place is formatted only for a problem, because every cell is read here.
        if (FindUnusable(row, column, "") is null)
        {
            return false;
        }

        _problems.Add(FindUnusable(row, column, Place(row, column))!);
        return true;
    }

    // Reported once for the column if all its values look like shares; next to percentages with a sign, by cell.
    private bool AreShares(TableRow row, int column)
    {
        if (_sharesIn.TryGetValue(column, out bool signs))
        {
            return Told();
        }

        decimal largest = 0;
        bool isSignedAnywhere = false;
        foreach (TableRow other in table.Rows)
        {
            if (CellText.ReadPercent(other[column], MarkOf(column), out decimal value, out bool isSigned) == CellNumber.Read)
            {
                isSignedAnywhere |= isSigned;
                largest = isSigned ? largest : Math.Max(largest, value);
            }
        }

        if (largest > 1)
        {
            return false;
        }

        _sharesIn.Add(column, signs = isSignedAnywhere);
        if (!signs)
        {
            _problems.Add(
                new Problem(ProblemCodes.PercentLooksLikeShare, table.Columns[column], largest.ToString(CultureInfo.InvariantCulture),
                    "90.12, 90,12, 90.12%"));
        }

        return Told();

        bool Told()
        {
            if (signs)
            {
                _problems.Add(new Problem(ProblemCodes.CellMalformed, Place(row, column), row.Cells[column], "90.12%"));
            }

            return true;
        }
    }

    private decimal? Fail(TableRow row, int column, CellNumber became, string allowed)
    {
        _problems.Add(NotANumber(Place(row, column), row[column], became, allowed));
        return null;
    }
}
