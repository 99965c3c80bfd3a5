using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Scoring;
using Sipas.Text;
using static Sipas.Reporting.ReportWords;

namespace Sipas.Reporting;

/// <summary>Percentages turned into points of another measurement. The keys are stable: docs/points-json.md.</summary>
public sealed record PointsDocument
{
    /// <summary>Name and version of the format.</summary>
    public const string FormatName = "sipas-points/1";

    /// <summary>Always <see cref="FormatName"/>.</summary>
    public string Format { get; } = FormatName;

    /// <summary>The day in Vietnam at whose beginning ballots were last shown; not written where figures are live.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? AsOf { get; init; }

    /// <summary>Ballots that wait to be shown; not written where figures are live.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Waiting { get; init; }

    /// <summary>Id of the pack.</summary>
    public required string Pack { get; init; }

    /// <summary>Code of the table.</summary>
    public required string Table { get; init; }

    /// <summary>What the points are for.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>How a percentage becomes points.</summary>
    public required ConversionKind Kind { get; init; }

    /// <summary>The most points (điểm tối đa).</summary>
    public required decimal Maximum { get; init; }

    /// <summary>The units.</summary>
    public required IReadOnlyList<PointsRow> Rows { get; init; }

    /// <summary>The document as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ReportDocumentsJsonContext.Readable.PointsDocument);

    /// <summary>The document as a table.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    public ReportTable ToTable(string language = "vi") => new(
        Text.In(language),
        [Head(language, "Mã", "Code"), "%", Head(language, "Điểm tối đa", "Maximum"), Head(language, "Điểm quy đổi", "Points"), Head(language, "Tự chấm", "Self-scored"),
            Head(language, "Thẩm định", "Appraised"), Head(language, "Thêm 1 điểm %", "One more"), Head(language, "Bớt 1 điểm %", "One less"), Head(language, "Ghi chú", "Note")],
        [.. Rows.Select(row => (IReadOnlyList<string>)
            [row.Code, Cell(language, row.Percent), Cell(language, Maximum), Cell(language, row.Points), Cell(language, row.SelfScored),
                Cell(language, row.Appraised), ShowChange(language, row.OneMore), ShowChange(language, row.OneLess), row.Refusal?.Text.In(language) ?? ""])]);
}

/// <summary>The points of one unit: converted, self-scored and appraised stand apart and never replace each other.</summary>
public sealed record PointsRow
{
    /// <summary>Code of the unit.</summary>
    public required string Code { get; init; }

    /// <summary>The published percentage.</summary>
    public required decimal? Percent { get; init; }

    /// <summary>Points by the table; null when there is no figure.</summary>
    public required decimal? Points { get; init; }

    /// <summary>Points the unit gave itself (điểm tự chấm); null when it gave none.</summary>
    public required decimal? SelfScored { get; init; }

    /// <summary>Points after appraisal (điểm thẩm định); null when there was none.</summary>
    public required decimal? Appraised { get; init; }

    /// <summary>Appraised minus self-scored; null when one of them is missing.</summary>
    public decimal? Correction => Appraised - SelfScored;

    /// <summary>What one percentage point more would bring.</summary>
    public required decimal? OneMore { get; init; }

    /// <summary>What one percentage point less would cost: 0 or negative.</summary>
    public required decimal? OneLess { get; init; }

    /// <summary>Why there are no points.</summary>
    public required RefusalFigure? Refusal { get; init; }
}

/// <summary>The figures of one unit that are turned into points.</summary>
/// <param name="Code">The unit.</param>
/// <param name="Percent">Its published percentage; null when there is none.</param>
/// <param name="SelfScored">Points it gave itself; null when it gave none.</param>
/// <param name="Appraised">Points after appraisal; null when there was none.</param>
public sealed record PointsInput(string Code, decimal? Percent, decimal? SelfScored = null, decimal? Appraised = null);

/// <summary>Entry points of <c>sipas points</c>.</summary>
public static class PointsReport
{
    /// <summary>Turns percentages into points.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="tableCode">Code of the points table; null for the pack's first.</param>
    /// <param name="inputs">The units.</param>
    /// <exception cref="SipasException">There is no such table (<c>PAR0003</c>), a percentage is outside 0 to 100 (<c>PAR0001</c>), or points lie outside 0 to the maximum (<c>PAR0002</c>): all of them are named.</exception>
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
