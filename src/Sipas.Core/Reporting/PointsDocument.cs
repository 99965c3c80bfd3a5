using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Common;
using Sipas.Packs;
using static Sipas.Reporting.ReportTexts;

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
    internal ReportTable ToTable(string language = "vi") => new(
        Text.In(language),
        [Head(language, "Mã", "Code"), "%", Head(language, "Điểm tối đa", "Maximum"), Head(language, "Điểm quy đổi", "Points"),
            Head(language, "Tự chấm", "Self-scored"),
            Head(language, "Thẩm định", "Appraised"), Head(language, "Thêm 1 điểm %", "One more"),
            Head(language, "Bớt 1 điểm %", "One less"), Head(language, "Ghi chú", "Note")],
        [.. Rows.Select(row => (IReadOnlyList<string>)
            [row.Code, Cell(language, row.Percent), Cell(language, Maximum), Cell(language, row.Points), Cell(language, row.SelfScored),
                Cell(language, row.Appraised), ShowChange(language, row.OneMore), ShowChange(language, row.OneLess),
                row.Refusal?.Text.In(language) ?? ""])]);
}
