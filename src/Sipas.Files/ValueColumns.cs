using System.Globalization;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Questionnaires;

namespace Sipas.Files;

/// <summary>Finds the columns of a questionnaire's number, text and date questions in a file and reads their cells.</summary>
/// <remarks>
/// A column is named by the question's code unless the map says otherwise; one that is not there is left out, an empty cell is no value. A number may have a decimal comma,
/// a day may be written <c>1/5/2026</c>, a text that was written guarded against formulas loses its guard.
/// </remarks>
public sealed class ValueColumns
{
    private static readonly string[] DayFormats = [ValueReader.DateFormat, "d/M/yyyy", "d-M-yyyy", "d.M.yyyy"];

    private readonly (Question Question, int Column)[] _columns;

    /// <summary>Finds the columns.</summary>
    /// <param name="table">The file.</param>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="map">Which columns hold what.</param>
    /// <exception cref="SipasException">The map names questions or columns that are not there.</exception>
    public ValueColumns(FileTable table, AnswerLayout layout, ColumnMap map)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(map);
        IReadOnlyDictionary<string, string> mapped = map.Values ?? new Dictionary<string, string>();
        Problem[] problems =
        [
            .. mapped.Keys.Where(code => layout.FindValueQuestion(code) is null)
                .Select(code => new Problem(ProblemCodes.ValueQuestionUnknown, code, code, string.Join(", ", layout.ValueQuestions.Select(question => question.Code)))),
            .. mapped.Values.Where(column => column.Length > 0 && table.Find(column) < 0).Select(column => new Problem(ProblemCodes.ColumnMissing, "map", column, string.Join(", ", table.Columns))),
        ];
        if (problems.Length > 0)
        {
            throw new SipasException(problems);
        }

        _columns = [.. layout.ValueQuestions.Select(question => (question, table.Find(mapped.GetValueOrDefault(question.Code) ?? question.Code))).Where(pair => pair.Item2 >= 0)];
    }

    /// <summary>The column of a question; null when the file does not have it.</summary>
    /// <param name="questionCode">The question's code.</param>
    public int? ColumnOf(string questionCode) => _columns.Where(pair => pair.Question.Code == questionCode).Select(pair => (int?)pair.Column).FirstOrDefault();

    /// <summary>The values of a row, as they would come in by JSON; null when the file has no column of values.</summary>
    /// <param name="row">A row of the file.</param>
    public IReadOnlyList<RawAnswer>? Read(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return _columns.Length == 0 ? null : [.. _columns.Where(pair => row.Cells[pair.Column].Length > 0).Select(pair => Read(pair.Question, CsvOutput.Unguard(row.Cells[pair.Column])))];
    }

    private static RawAnswer Read(Question question, string cell) => question.Kind switch
    {
        // One comma and no point: a decimal comma. Both, or several commas, could mean thousands, and are refused as they stand.
        QuestionKind.Number => new RawAnswer(question.Code, RawAnswerKind.Fraction, cell.Contains('.', StringComparison.Ordinal) || cell.Count(c => c == ',') != 1 ? cell : cell.Replace(',', '.')),
        QuestionKind.Date when DateOnly.TryParseExact(cell, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) =>
            new RawAnswer(question.Code, RawAnswerKind.Text, day.ToString(ValueReader.DateFormat, CultureInfo.InvariantCulture)),
        _ => new RawAnswer(question.Code, RawAnswerKind.Text, cell),
    };
}
