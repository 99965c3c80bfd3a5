using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Ranking;
using static Sipas.Reporting.ReportTexts;

namespace Sipas.Reporting;

/// <summary>A ranking of organisation units within blocks. The keys are stable: docs/rank-json.md.</summary>
public sealed record RankDocument
{
    /// <summary>Name and version of the format.</summary>
    public const string FormatName = "sipas-rank/1";

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

    /// <summary>Code of the node that is ranked.</summary>
    public required string Node { get; init; }

    /// <summary>The ranking rule, including the name of its tie-break.</summary>
    public required RankingRule Rule { get; init; }

    /// <summary>Disclaimer that must accompany every figure; null when there is none.</summary>
    public LocalizedText? Notice { get; init; }

    /// <summary>The method of the margins and rank intervals; null when there are none.</summary>
    public RankMargins? Margins { get; init; }

    /// <summary>
    /// The reason why there are no margins; null when there are. A ranking of a sample without margins states this
    /// wherever it is shown.
    /// </summary>
    public UnavailableFigure? WithoutMargins { get; init; }

    /// <summary>Number of ballots of all units together; null where it is withheld or unknown. Not part of the JSON.</summary>
    [JsonIgnore]
    public long? Ballots { get; init; }

    /// <summary>Codes of the units whose figures are withheld, in a ranking of filtered ballots. Not part of the JSON.</summary>
    [JsonIgnore]
    public IReadOnlySet<string> Withheld { get; init; } = new HashSet<string>();

    /// <summary>The blocks.</summary>
    public required IReadOnlyList<RankBlock> Blocks { get; init; }

    /// <summary>Returns the document as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ReportDocumentsJsonContext.Readable.RankDocument);

    /// <summary>Returns a table for each block.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    /// <remarks>With margins each rank is shown with its interval; without them each title states the reason.</remarks>
    internal IReadOnlyList<ReportTable> ToTables(string language = "vi") => [.. Blocks.Select(block => new ReportTable(
        $"{block.Block}: {block.RankedCount}/{block.Units.Count}" + (WithoutMargins is { } why ? $". {why.Text.In(language)}" : ""),
        [Head(language, "Hạng", "Rank"), .. Margins is null ? [] : new[] { Head(language, "Khoảng hạng", "Rank interval") },
            Head(language, "Mã", "Code"), Head(language, "Đơn vị", "Unit"), "%", .. Margins is null ? [] : new[] { "±" },
            Head(language, "Phiếu", "Ballots"),
            Head(language, "Hạng trước", "Before"), Head(language, "Thay đổi", "Moved"), Head(language, "Nhóm", "Group"),
            Head(language, "Ghi chú", "Note")],
        [.. block.Units.Select(unit => (IReadOnlyList<string>)
            [Cell(unit.Rank),
                .. Margins is null
                    ? []
                    : new[] { unit.Uncertainty is { } sure
                        ? $"{Cell(language, (long)sure.BestRank)}–{Cell(language, (long)sure.WorstRank)}"
                        : "" },
                unit.Code, unit.Name.Of(language), Cell(language, unit.Percent),
                .. Margins is null ? [] : new[] { Cell(language, unit.Uncertainty?.MarginPoints) }, Cell(language, unit.Ballots),
                Cell(unit.PreviousRank), ShowChange(language, unit.Movement), unit.GroupText.Of(language), Note(unit, language)])]))];

    private static string Note(RankRow unit, string language) => unit.NotRanked switch
    {
        NotRanked.NoFigure => Head(language, "không có số liệu", "no figure"),
        NotRanked.TooFewBallots => Head(language, "chưa đủ số phiếu", "too few ballots"),
        _ => unit.IsTied ? Head(language, "bằng điểm công bố", "tied as published") : "",
    };
}
