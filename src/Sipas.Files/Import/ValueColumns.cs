using System.Globalization;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Files.Columns;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Import;

/// <summary>Finds the columns of a questionnaire's number, text and date questions in a file and reads their cells.</summary>
/// <remarks>
/// A column is named by the question's code unless the map specifies another name; a missing column is left out, an
/// empty cell is no value. A number may have a decimal comma, a day may be written <c>1/5/2026</c>, and the guard of a
/// text against formulas is removed.
/// </remarks>
internal sealed class ValueColumns
{
    private readonly CellReader _cells;
    private readonly (Question Question, int Column)[] _columns;

    /// <summary>Finds the columns.</summary>
    /// <param name="table">The file.</param>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="map">The columns' contents.</param>
    /// <exception cref="SipasException">The map names questions or columns that do not exist.</exception>
    public ValueColumns(FileTable table, AnswerLayout layout, ColumnMap map)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(map);
        _cells = new CellReader(table, map.DecimalMark);
        IReadOnlyDictionary<string, string> mapped = map.Values ?? new Dictionary<string, string>();
        Problem[] problems =
        [
            .. mapped.Keys.Where(code => layout.FindValueQuestion(code) is null)
                .Select(code => new Problem(ProblemCodes.ValueQuestionUnknown, code, code,
                    string.Join(", ", layout.ValueQuestions.Select(question => question.Code)))),
            .. mapped.Values.Where(column => column.Length > 0 && table.Find(column) < 0)
                .Select(column => new Problem(ProblemCodes.ColumnMissing, table.File.HeaderPlace, column,
                    string.Join(", ", table.Columns))),
        ];
        if (problems.Length > 0)
        {
            throw new SipasException(problems);
        }

        _columns = [.. layout.ValueQuestions.Select(question =>
            (question, table.Find(mapped.GetValueOrDefault(question.Code) ?? question.Code))).Where(pair => pair.Item2 >= 0)];
    }

    /// <summary>Gets the column of a question; null when the file does not have it.</summary>
    /// <param name="questionCode">The question's code.</param>
    public int? ColumnOf(string questionCode) => _columns.Where(pair => pair.Question.Code == questionCode)
        .Select(pair => (int?)pair.Column).FirstOrDefault();

    /// <summary>Reads the values of a row in the form of JSON values; null when the file has no column of values.</summary>
    /// <param name="row">A row of the file.</param>
    /// <param name="problems">Receives problems of cells, with the question as place; values that the question does not
    /// allow are passed on.</param>
    public IReadOnlyList<RawAnswer>? Read(TableRow row, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(problems);
        if (_columns.Length == 0)
        {
            return null;
        }

        var values = new List<RawAnswer>();
        foreach ((Question question, int column) in _columns)
        {
            if (row.Cells[column].Length > 0 && Read(question, row, column, problems) is { } value)
            {
                values.Add(value);
            }
        }

        return values;
    }

    /// <summary>Whether all value columns of a row are empty.</summary>
    /// <param name="row">A row of the file.</param>
    public bool IsBlank(TableRow row) => Array.TrueForAll(_columns, pair => row.Cells[pair.Column].Length == 0);

    private RawAnswer? Read(Question question, TableRow row, int column, ICollection<Problem> problems)
    {
        Cell cell = row[column];
        string text = CsvOutput.Unguard(row.Cells[column]);
        if (CellReader.FindUnusable(row, column, question.Code) is { } unusable)
        {
            problems.Add(unusable);
            return null;
        }

        switch (question.Traits.Type)
        {
            case AnswerType.Number:
                CellNumber became = CellText.ReadDecimal(cell.Kind == CellKind.Text ? new Cell(text) : cell, _cells.MarkOf(column),
                    out decimal number);
                if (became is CellNumber.Ambiguous or CellNumber.Percent)
                {
                    problems.Add(CellReader.NotANumber(question.Code, cell, became,
                        $"{Limit(question.Minimum)}–{Limit(question.Maximum)}"));
                    return null;
                }

                return new RawAnswer(question.Code, RawAnswerKind.Fraction,
                    became == CellNumber.Read ? number.ToString(CultureInfo.InvariantCulture) : text);
            case AnswerType.Day:
                return new RawAnswer(
                    question.Code, RawAnswerKind.Text, cell.Kind != CellKind.Number && CellText.TryReadDay(text, out DateOnly day)
                        ? day.ToString(ValueReader.DateFormat, CultureInfo.InvariantCulture)
                        : text);
            default:
                return new RawAnswer(question.Code, RawAnswerKind.Text, text);
        }
    }

    private static string Limit(decimal? limit) => limit?.ToString(CultureInfo.InvariantCulture) ?? "…";
}
