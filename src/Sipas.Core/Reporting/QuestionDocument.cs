using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Counting;
using Sipas.Packs;
using Sipas.Scoring;
using static Sipas.Reporting.ReportTexts;

namespace Sipas.Reporting;

/// <summary>
/// The figures of questions outside the index tree over several organisation units: perception, experience, incidents
/// with "in n of N units", expectation. The keys are stable: docs/questions-json.md.
/// </summary>
public sealed record QuestionDocument
{
    /// <summary>Name and version of the format.</summary>
    public const string FormatName = "sipas-questions/1";

    /// <summary>Always <see cref="FormatName"/>.</summary>
    public string Format { get; } = FormatName;

    /// <summary>
    /// The day in Vietnam at the start of which the last batch of ballots was published; omitted when figures are live.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? AsOf { get; init; }

    /// <summary>Number of ballots not yet published; omitted when figures are live.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Waiting { get; init; }

    /// <summary>Id of the pack.</summary>
    public required string Pack { get; init; }

    /// <summary>Version of the questionnaire.</summary>
    public required string QuestionnaireVersion { get; init; }

    /// <summary>The wire name of the selection basis; null when unknown.</summary>
    public required string? Basis { get; init; }

    /// <summary>Disclaimer that must accompany every figure; null when there is none.</summary>
    public LocalizedText? Notice { get; init; }

    /// <summary>The questions that have figures, in questionnaire order.</summary>
    public required IReadOnlyList<QuestionFigure> Questions { get; init; }

    /// <summary>The number, text and date questions, in questionnaire order; empty where values were not evaluated.</summary>
    public IReadOnlyList<ValueFigure> Values { get; init; } = [];

    /// <summary>Computes the figures of the questions.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="layout">The questionnaire of the ballots, one of the pack's.</param>
    /// <param name="units">The counts of each unit.</param>
    /// <param name="basis">The basis of all counted ballots; null when unknown.</param>
    /// <param name="values">The frequency of each number, text and day in the same ballots; null when not evaluated.</param>
    internal static QuestionDocument Of(
        MethodPack pack, AnswerLayout layout, IReadOnlyCollection<AnswerTally> units, SelectionBasis? basis = null,
        IReadOnlyCollection<ValueCount>? values = null)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(units);
        var total = new AnswerTally(layout);
        foreach (AnswerTally unit in units)
        {
            total.Merge(unit);
        }

        return new QuestionDocument
        {
            Pack = pack.Id,
            QuestionnaireVersion = layout.QuestionnaireVersion,
            Basis = basis is { } known ? BallotNames.Of(known) : null,
            Questions = [.. QuestionScorer.Score(pack.FindQuestionnaire(layout.QuestionnaireVersion)!, total)
                .Select(score => QuestionFigure.Of(score, pack.Rules.Rounding, units))],
            Values = values is null
            ? []
            : [.. ValueScorer.Score(layout, total.BallotCount, values).Select(score => ValueFigure.Of(score, pack.Rules.Rounding))],
        };
    }

    /// <summary>Returns the document as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ReportDocumentsJsonContext.Readable.QuestionDocument);

    /// <summary>Returns a table with one row for each row of a question; option shares are in one cell.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    internal ReportTable ToTable(string language = "vi") => new(
        "",
        [Head(language, "Câu", "Question"), Head(language, "Mã", "Code"), Head(language, "Nội dung", "Text"), "%",
            Head(language, "Số đếm", "Counted"), Head(language, "Trên", "Of"), Head(language, "Các lựa chọn", "Options"),
            Head(language, "Đơn vị", "Units")],
        [.. Questions.SelectMany(question => question.Rows.Select(row => (IReadOnlyList<string>)
        [
            question.Code, row.Code, row.Text.In(language), Cell(language, row.Percent), Cell(language, row.Counted),
            Cell(language, row.Denominator),
            string.Join(' ', row.Options.Select(option => $"{Cell(option.Level)}: {Cell(language, option.Percent)}")),
            question.Units is { } units ? $"{Cell(language, units.Affected)}/{Cell(language, units.Measured)}" : "",
        ]))]);

    /// <summary>Returns a table with one row for each number, text and date question.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    internal ReportTable ToValueTable(string language = "vi") => new(
        Head(language, "Số, văn bản, ngày", "Numbers, texts, days"),
        [
            Head(language, "Câu", "Question"), Head(language, "Nội dung", "Text"), Head(language, "Có giá trị", "Valid"),
            Head(language, "Trống", "Blank"), Head(language, "Đã xóa", "Erased"),
            Head(language, "Nhỏ nhất", "Minimum"), Head(language, "Lớn nhất", "Maximum"), Head(language, "Trung bình", "Mean"),
            Head(language, "Trung vị", "Median"), Head(language, "Ghi chú", "Note"),
        ],
        [.. Values.Select(value => (IReadOnlyList<string>)
        [
            value.Code, value.Text.In(language), Cell(language, value.Valid), Cell(language, value.Blank), Cell(language, value.Erased),
            value.Minimum ?? "",
            value.Maximum ?? "", Cell(language, value.Mean), Cell(language, value.Median),
            value.IsWithheld ? Head(language, $"dưới {ValueFigure.SmallestGroup}: không công bố",
                $"under {ValueFigure.SmallestGroup}: withheld") : "",
        ])]);

    /// <summary>Returns the tables of the document: the coded questions, and the other questions if there are any.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    internal IEnumerable<ReportTable> ToTables(string language = "vi") =>
        Values.Count == 0 ? [ToTable(language)] : [ToTable(language), ToValueTable(language)];
}
