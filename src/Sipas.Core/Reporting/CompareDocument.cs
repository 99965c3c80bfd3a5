using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Ranking;
using Sipas.Units;
using static Sipas.Reporting.ReportTexts;

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
    internal ReportTable ToTable(string language = "vi") => new(
        Head(language, "So sánh theo số liệu đã công bố", "Comparison of published figures"),
        [Head(language, "Mã", "Code"), Head(language, "Kỳ trước", "From"), "%", Head(language, "Kỳ sau", "To"), "%",
            Head(language, "Điểm %", "Points"), Head(language, "Ghi chú", "Note")],
        [.. Rows.Select(row => (IReadOnlyList<string>)
            [row.Code, Cell(row.FromYear), Cell(language, row.FromPercent), Cell(row.ToYear), Cell(language, row.ToPercent),
                ShowChange(language, row.ChangePoints), Note(row, language)])]);

    /// <summary>Returns the bridge as a table: the shares of each old unit that became part of each new unit.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    internal ReportTable ToBridgeTable(string language = "vi") => new(
        Head(language, "Bảng chuyển đổi đơn vị", "Bridge between units"),
        [Head(language, "Đơn vị cũ", "Old unit"), Head(language, "Đơn vị mới", "New unit"), Head(language, "Tỷ phần", "Share"),
            Head(language, "Qua", "By way of")],
        [.. Bridge.Select(row => (IReadOnlyList<string>)[row.OldCode, row.NewCode, Cell(language, row.Share),
            string.Join(" → ", row.Path)])]);

    /// <summary>Returns the changes, and the bridge if there is one, as tables.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    internal IEnumerable<ReportTable> ToTables(string language = "vi") =>
        Bridge.Count == 0 ? [ToTable(language)] : [ToTable(language), ToBridgeTable(language)];

    private static string Note(CompareRow row, string language) => row.IsOverBreak
        ? Head(language, "chênh lệch qua điểm ngắt chuỗi", "difference over a break in the series")
        : row.Refusal?.Text.In(language) ?? "";
}
