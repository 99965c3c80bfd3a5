using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Ranking;
using Sipas.Units;
using static Sipas.Reporting.ReportWords;

namespace Sipas.Reporting;

/// <summary>Changes between published figures. The keys are stable: docs/compare-json.md.</summary>
public sealed record CompareDocument
{
    /// <summary>Name and version of the format.</summary>
    public const string FormatName = "sipas-compare/1";

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

    /// <summary>The boundaries on which units were compared; null when one subject is compared over years.</summary>
    public ComparisonBoundaries? Boundaries { get; init; }

    /// <summary>
    /// The bridge table used for the figures, only the rows that convert between different units; empty when there are
    /// none.
    /// </summary>
    public IReadOnlyList<BridgeRow> Bridge { get; init; } = [];

    /// <summary>The changes, in the order of the figures.</summary>
    public required IReadOnlyList<CompareRow> Rows { get; init; }

    /// <summary>Numbers of figures that improved, worsened, stayed the same or were not compared.</summary>
    public required ChangeCounts Counts { get; init; }

    /// <summary>Returns the document as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ReportDocumentsJsonContext.Readable.CompareDocument);

    /// <summary>Returns the document as a table.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    public ReportTable ToTable(string language = "vi") => new(
        Head(language, "So sánh theo số liệu đã công bố", "Comparison of published figures"),
        [Head(language, "Mã", "Code"), Head(language, "Kỳ trước", "From"), "%", Head(language, "Kỳ sau", "To"), "%", Head(language, "Điểm %", "Points"), Head(language, "Ghi chú", "Note")],
        [.. Rows.Select(row => (IReadOnlyList<string>)
            [row.Code, Cell(row.FromYear), Cell(language, row.FromPercent), Cell(row.ToYear), Cell(language, row.ToPercent),
                ShowChange(language, row.ChangePoints), Note(row, language)])]);

    /// <summary>Returns the bridge as a table: the shares of each old unit that became part of each new unit.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    public ReportTable ToBridgeTable(string language = "vi") => new(
        Head(language, "Bảng chuyển đổi đơn vị", "Bridge between units"),
        [Head(language, "Đơn vị cũ", "Old unit"), Head(language, "Đơn vị mới", "New unit"), Head(language, "Tỷ phần", "Share"), Head(language, "Qua", "By way of")],
        [.. Bridge.Select(row => (IReadOnlyList<string>)[row.OldCode, row.NewCode, Cell(language, row.Share), string.Join(" → ", row.Path)])]);

    /// <summary>Returns the changes, and the bridge if there is one, as tables.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    public IEnumerable<ReportTable> ToTables(string language = "vi") => Bridge.Count == 0 ? [ToTable(language)] : [ToTable(language), ToBridgeTable(language)];

    private static string Note(CompareRow row, string language) => row.IsOverBreak
        ? Head(language, "chênh lệch qua điểm ngắt chuỗi", "difference over a break in the series")
        : row.Refusal?.Text.In(language) ?? "";
}

/// <summary>One change.</summary>
public sealed record CompareRow
{
    /// <summary>Subject of the figures: the code of a unit, node or item.</summary>
    public required string Code { get; init; }

    /// <summary>The earlier year; null when the comparison failed before the year was determined.</summary>
    public required int? FromYear { get; init; }

    /// <summary>The earlier figure, converted by a bridge where required.</summary>
    public required decimal? FromPercent { get; init; }

    /// <summary>The later year.</summary>
    public required int? ToYear { get; init; }

    /// <summary>The later figure, converted by a bridge where required.</summary>
    public required decimal? ToPercent { get; init; }

    /// <summary>The difference of the published values in percentage points; null when there is none.</summary>
    public required decimal? ChangePoints { get; init; }

    /// <summary>Direction of the change.</summary>
    public required ChangeDirection? Direction { get; init; }

    /// <summary>The breaks in the series: <c>method</c>, <c>respondents</c>; empty when there are none.</summary>
    public required IReadOnlyList<string> Break { get; init; }

    /// <summary>Whether the difference was computed over a break, on request.</summary>
    public required bool IsOverBreak { get; init; }

    /// <summary>Whether one of the figures was converted by a bridge.</summary>
    public required bool IsBridged { get; init; }

    /// <summary>The reason why there is no difference; null when there is one.</summary>
    public required RefusalFigure? Refusal { get; init; }
}

/// <summary>Entry points of <c>sipas compare</c>.</summary>
public static class CompareReport
{
    /// <summary>Compares the figures of one or more subjects from year to year.</summary>
    /// <param name="figures">Published figures; each subject is compared only with itself.</param>
    /// <param name="overBreak">Whether to compute differences over a break in the series.</param>
    public static CompareDocument OfYears(IReadOnlyList<PublishedFigure> figures, bool overBreak = false)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return Document([.. figures.GroupBy(figure => figure.Code, StringComparer.Ordinal)
            .SelectMany(same => SeriesComparison.Series(same, overBreak)).Select(change => Row(change.To.Code, change, false, Refusal(change)))]);
    }

    /// <summary>Compares the organisation units of two years over changed boundaries.</summary>
    /// <param name="history">The units with their history.</param>
    /// <param name="oldDay">A day on which the unit tree of the earlier year is valid.</param>
    /// <param name="newDay">A day on which the unit tree of the later year is valid.</param>
    /// <param name="earlier">Published figures of the earlier year.</param>
    /// <param name="later">Published figures of the later year.</param>
    /// <param name="boundaries">The boundaries.</param>
    /// <param name="rounding">The rounding of converted figures.</param>
    /// <param name="overBreak">Whether to compute differences over a break in the series.</param>
    /// <exception cref="SipasException">A unit has two figures of one year.</exception>
    public static CompareDocument OfUnits(UnitHistory history, DateOnly oldDay, DateOnly newDay, IReadOnlyList<PublishedFigure> earlier, IReadOnlyList<PublishedFigure> later,
        ComparisonBoundaries boundaries, RoundingRule rounding, bool overBreak = false)
    {
        ArgumentNullException.ThrowIfNull(history);
        IReadOnlyList<UnitChange> changes = UnitComparison.Compare(history.Bridge(oldDay, newDay), earlier, later, boundaries, rounding, overBreak);
        return Document([.. changes.Select(change => Row(change.UnitCode, change.Change, change.Bridge.Count > 0, change.Refusal))]) with
        {
            Boundaries = boundaries,
            Bridge = [.. changes.SelectMany(change => change.Bridge)],
        };
    }

    private static CompareDocument Document(CompareRow[] rows) => new() { Rows = rows, Counts = ChangeCounts.Of(rows.Select(row => row.Direction)) };

    private static Problem? Refusal(FigureChange change) =>
        change.ChangePoints is not null ? null
        : change.From.Percent is null ? new Problem(ProblemCodes.FigureMissing, change.To.Code, Cell(change.From.Year))
        : change.To.Percent is null ? new Problem(ProblemCodes.FigureMissing, change.To.Code, Cell(change.To.Year))
        : new Problem(ProblemCodes.SeriesBroken, change.To.Code, Cell(change.From.Year), Cell(change.To.Year));

    private static CompareRow Row(string code, FigureChange? change, bool isBridged, Problem? refusal) => new()
    {
        Code = code,
        FromYear = change?.From.Year,
        FromPercent = change?.From.Percent,
        ToYear = change?.To.Year,
        ToPercent = change?.To.Percent,
        ChangePoints = change?.ChangePoints,
        Direction = change?.Direction,
        Break = change is null ? [] : [.. ((SeriesBreak[])[SeriesBreak.Method, SeriesBreak.Respondents]).Where(part => change.Break.HasFlag(part)).Select(Word)],
        IsOverBreak = change?.IsOverBreak ?? false,
        IsBridged = isBridged,
        Refusal = RefusalFigure.Of(refusal),
    };
}
