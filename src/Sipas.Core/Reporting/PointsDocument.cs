using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Scoring;
using Sipas.Text;
using static Sipas.Reporting.ReportWords;

namespace Sipas.Reporting;

/// <summary>Percentages converted to points of another assessment. The keys are stable: docs/points-json.md.</summary>
public sealed record PointsDocument
{
    /// <summary>Name and version of the format.</summary>
    public const string FormatName = "sipas-points/1";

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

    /// <summary>Code of the table.</summary>
    public required string Table { get; init; }

    /// <summary>Purpose of the points.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>The conversion from percentages to points.</summary>
    public required ConversionKind Kind { get; init; }

    /// <summary>The maximum points (điểm tối đa).</summary>
    public required decimal Maximum { get; init; }

    /// <summary>The units.</summary>
    public required IReadOnlyList<PointsRow> Rows { get; init; }

    /// <summary>Returns the document as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ReportDocumentsJsonContext.Readable.PointsDocument);

    /// <summary>Returns the document as a table.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    public ReportTable ToTable(string language = "vi") => new(
        Text.In(language),
        [Head(language, "Mã", "Code"), "%", Head(language, "Điểm tối đa", "Maximum"), Head(language, "Điểm quy đổi", "Points"), Head(language, "Tự chấm", "Self-scored"),
            Head(language, "Thẩm định", "Appraised"), Head(language, "Thêm 1 điểm %", "One more"), Head(language, "Bớt 1 điểm %", "One less"), Head(language, "Ghi chú", "Note")],
        [.. Rows.Select(row => (IReadOnlyList<string>)
            [row.Code, Cell(language, row.Percent), Cell(language, Maximum), Cell(language, row.Points), Cell(language, row.SelfScored),
                Cell(language, row.Appraised), ShowChange(language, row.OneMore), ShowChange(language, row.OneLess), row.Refusal?.Text.In(language) ?? ""])]);
}

/// <summary>
/// The points of one unit. Converted, self-scored and appraised points are separate values and never replace one
/// another.
/// </summary>
public sealed record PointsRow
{
    /// <summary>Code of the unit.</summary>
    public required string Code { get; init; }

    /// <summary>The published percentage.</summary>
    public required decimal? Percent { get; init; }

    /// <summary>Points by the conversion table; null when there is no figure.</summary>
    public required decimal? Points { get; init; }

    /// <summary>Points by self-assessment (điểm tự chấm); null when there are none.</summary>
    public required decimal? SelfScored { get; init; }

    /// <summary>Points after appraisal (điểm thẩm định); null when there are none.</summary>
    public required decimal? Appraised { get; init; }

    /// <summary>Appraised minus self-scored; null when one of them is missing.</summary>
    public decimal? Correction => Appraised - SelfScored;

    /// <summary>Change in points for one percentage point more.</summary>
    public required decimal? OneMore { get; init; }

    /// <summary>Change in points for one percentage point less: 0 or negative.</summary>
    public required decimal? OneLess { get; init; }

    /// <summary>The reason why there are no points; null when there are.</summary>
    public required RefusalFigure? Refusal { get; init; }
}

/// <summary>The figures of one unit to convert to points.</summary>
/// <param name="Code">The unit.</param>
/// <param name="Percent">Its published percentage; null when there is none.</param>
/// <param name="SelfScored">Points by self-assessment; null when there are none.</param>
/// <param name="Appraised">Points after appraisal; null when there are none.</param>
public sealed record PointsInput(string Code, decimal? Percent, decimal? SelfScored = null, decimal? Appraised = null);

/// <summary>Entry points of <c>sipas points</c>.</summary>
public static class PointsReport
{
    /// <summary>Converts percentages to points.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="tableCode">Code of the points table; null for the pack's first.</param>
    /// <param name="inputs">The units.</param>
    /// <exception cref="SipasException">
    /// There is no such table (<c>PAR0003</c>), a percentage is outside 0 to 100 (<c>PAR0001</c>), or points are
    /// outside 0 to the maximum (<c>PAR0002</c>): all of them are reported.
    /// </exception>
    public static PointsDocument Of(MethodPack pack, string? tableCode, IReadOnlyList<PointsInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(inputs);
        PointsTable table = (tableCode is not null ? pack.FindPointsTable(tableCode) : pack.PointsTables is [var first, ..] ? first : null)
            ?? throw new SipasException(new Problem(ProblemCodes.PointsTableUnknown, "table", tableCode, string.Join(", ", pack.PointsTables.Select(known => known.Code))));
        Problem[] problems = [.. inputs.SelectMany(input => Check(table, input))];
        return problems.Length > 0
            ? throw new SipasException(problems)
            : new PointsDocument
            {
                Pack = pack.Id,
                Table = table.Code,
                Text = table.Text,
                Kind = table.Kind,
                Maximum = table.Maximum,
                Rows = [.. inputs.Select(input => Row(table, input))],
            };
    }

    private static IEnumerable<Problem> Check(PointsTable table, PointsInput input)
    {
        if (input.Percent is < 0 or > 100)
        {
            yield return new Problem(ProblemCodes.PercentRange, input.Code, Cell(input.Percent), "0–100");
        }

        foreach (decimal? points in (decimal?[])[input.SelfScored, input.Appraised])
        {
            if (points < 0 || points > table.Maximum)
            {
                yield return new Problem(ProblemCodes.PointsRange, input.Code, Cell(points), string.Create(CultureInfo.InvariantCulture, $"0–{table.Maximum}"));
            }
        }
    }

    private static PointsRow Row(PointsTable table, PointsInput input)
    {
        ConvertedPoints? points = input.Percent is { } percent ? PointsConverter.Convert(table, percent) : null;
        return new PointsRow
        {
            Code = input.Code,
            Percent = input.Percent,
            Points = points?.Points,
            SelfScored = input.SelfScored,
            Appraised = input.Appraised,
            OneMore = points?.OneMore,
            OneLess = points?.OneLess,
            Refusal = points is null ? RefusalFigure.Of(new Problem(ProblemCodes.FigureMissing, input.Code)) : null,
        };
    }
}
