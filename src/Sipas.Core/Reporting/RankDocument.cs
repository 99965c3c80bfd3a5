using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Estimation;
using Sipas.Questionnaires;
using Sipas.Ranking;
using Sipas.Text;
using Sipas.Units;
using static Sipas.Reporting.ReportWords;

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
    public RefusalFigure? WithoutMargins { get; init; }

    /// <summary>The blocks.</summary>
    public required IReadOnlyList<RankBlock> Blocks { get; init; }

    /// <summary>Returns the document as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ReportDocumentsJsonContext.Readable.RankDocument);

    /// <summary>Returns a table for each block.</summary>
    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    /// <remarks>With margins each rank is shown with its interval; without them each title states the reason.</remarks>
    public IReadOnlyList<ReportTable> ToTables(string language = "vi") => [.. Blocks.Select(block => new ReportTable(
        $"{block.Block}: {block.RankedCount}/{block.Units.Count}" + (WithoutMargins is { } why ? $". {why.Text.In(language)}" : ""),
        [Head(language, "Hạng", "Rank"), .. Margins is null ? [] : new[] { Head(language, "Khoảng hạng", "Rank interval") },
            Head(language, "Mã", "Code"), Head(language, "Đơn vị", "Unit"), "%", .. Margins is null ? [] : new[] { "±" }, Head(language, "Phiếu", "Ballots"),
            Head(language, "Hạng trước", "Before"), Head(language, "Thay đổi", "Moved"), Head(language, "Nhóm", "Group"), Head(language, "Ghi chú", "Note")],
        [.. block.Units.Select(unit => (IReadOnlyList<string>)
            [Cell(unit.Rank),
                .. Margins is null
                    ? []
                    : new[] { unit.Uncertainty is { } sure ? $"{Cell(language, (long)sure.BestRank)}–{Cell(language, (long)sure.WorstRank)}" : "" },
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

/// <summary>The method of the margins and rank intervals of a ranking.</summary>
/// <param name="Basis">The basis of the margins.</param>
/// <param name="Design">Name of the stored design; null without one.</param>
/// <param name="Level">Confidence level: of each margin separately, and jointly of all rank intervals of a block.</param>
/// <param name="Intervals">The interval method of the margins.</param>
/// <param name="Adjustment">The adjustment of the p-values of the differences.</param>
/// <param name="Sharing">How the level is divided among the marginal rank intervals.</param>
/// <param name="Seed">Seed of the simulated probabilities: the same seed produces the same probabilities.</param>
/// <param name="DrawCount">Number of draws of the simulation.</param>
public sealed record RankMargins(
    MarginBasis Basis, string? Design, double Level, ShareIntervalMethod Intervals, PValueAdjustment Adjustment, RankIntervalSharing Sharing, ulong Seed,
    int DrawCount)
{
    /// <summary>Creates the description of a source; null when it has no estimates.</summary>
    /// <param name="source">The source.</param>
    public static RankMargins? Of(RankMarginSource? source) => source is null or { Refusal: not null } ? null : new RankMargins(
        source.Basis, source.Design, source.Options.Level, source.Options.ShareIntervalsInUse, source.Options.Adjustment, source.Options.Sharing,
        source.Options.Seed, source.Options.DrawCount);
}

/// <summary>One block.</summary>
public sealed record RankBlock
{
    /// <summary>The block.</summary>
    public required string Block { get; init; }

    /// <summary>Number of units with a rank.</summary>
    public required int RankedCount { get; init; }

    /// <summary>Unweighted mean of the published values of the ranked units, in percent.</summary>
    public required decimal? MeanPercent { get; init; }

    /// <summary>Numbers of ranks gained, lost and unchanged.</summary>
    public required ChangeCounts Movements { get; init; }

    /// <summary>Number of ranked units in each group, from the highest group.</summary>
    public required IReadOnlyList<RankGroup> Groups { get; init; }

    /// <summary>The units, those without a rank last.</summary>
    public required IReadOnlyList<RankRow> Units { get; init; }
}

/// <summary>The number of ranked units in a group.</summary>
/// <param name="Code">Code of the group.</param>
/// <param name="Text">Its name.</param>
/// <param name="Units">Number of ranked units.</param>
public sealed record RankGroup(string Code, LocalizedText Text, int Units);

/// <summary>One unit of a ranking.</summary>
public sealed record RankRow
{
    /// <summary>Code of the unit.</summary>
    public required string Code { get; init; }

    /// <summary>Name of the unit; null when the directory does not contain it.</summary>
    public required LocalizedText? Name { get; init; }

    /// <summary>The rank; null when the unit is not ranked.</summary>
    public required int? Rank { get; init; }

    /// <summary>Whether another unit of the block has the same published value.</summary>
    public required bool IsTied { get; init; }

    /// <summary>The reason why the unit is not ranked; null when it is.</summary>
    public required NotRanked? NotRanked { get; init; }

    /// <summary>The published percentage.</summary>
    public required decimal? Percent { get; init; }

    /// <summary>Number of ballots.</summary>
    public required long? Ballots { get; init; }

    /// <summary>The previous rank.</summary>
    public required int? PreviousRank { get; init; }

    /// <summary>Number of places gained; negative when places were lost.</summary>
    public required int? Movement { get; init; }

    /// <summary>Direction of the rank change.</summary>
    public required ChangeDirection? Direction { get; init; }

    /// <summary>Code of its group.</summary>
    public required string? Group { get; init; }

    /// <summary>Name of its group.</summary>
    public required LocalizedText? GroupText { get; init; }

    /// <summary>Margin and rank interval; null when the unit is not ranked or there are no margins.</summary>
    public required RankUncertainty? Uncertainty { get; init; }
}

/// <summary>Entry points of <c>sipas rank</c>.</summary>
public static class RankReport
{
    /// <summary>Ranks the units of a survey report.</summary>
    /// <param name="report">The report of one selection basis.</param>
    /// <param name="nodeCode">The node to rank by; null for the overall index.</param>
    /// <param name="rule">The rule; null for the pack's.</param>
    /// <param name="previousRanks">Previous year's rank by unit; null when there is none.</param>
    /// <param name="margins">The estimates behind the ranking, or the reason why they are unavailable; null to report neither.</param>
    public static RankDocument Of(
        SurveyReport report, string? nodeCode = null, RankingRule? rule = null, IReadOnlyDictionary<string, int>? previousRanks = null, RankMarginSource? margins = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Of(report.Pack, [.. report.Units.Select(unit => RankCandidate.Of(unit.Unit, unit.Card, nodeCode))], nodeCode, rule, previousRanks,
            report.Units.ToDictionary(unit => unit.Unit.Code, unit => unit.Unit, StringComparer.Ordinal), margins);
    }

    /// <summary>Ranks units with known figures.</summary>
    /// <param name="pack">The pack, for its rule and its groups.</param>
    /// <param name="candidates">The units.</param>
    /// <param name="nodeCode">The node of the figures; null for the overall index.</param>
    /// <param name="rule">The rule; null for the pack's, or competition ranks when the pack has none.</param>
    /// <param name="previousRanks">Previous year's rank by unit; null when there is none.</param>
    /// <param name="units">The units by code, for their names; null for none.</param>
    /// <param name="margins">The estimates behind the ranking, or the reason why they are unavailable; null to report neither.</param>
    /// <exception cref="Problems.SipasException">A unit occurs twice in a block.</exception>
    public static RankDocument Of(MethodPack pack, IReadOnlyList<RankCandidate> candidates, string? nodeCode = null, RankingRule? rule = null,
        IReadOnlyDictionary<string, int>? previousRanks = null, IReadOnlyDictionary<string, OrganisationUnit>? units = null, RankMarginSource? margins = null)
    {
        ArgumentNullException.ThrowIfNull(pack);
        rule ??= pack.Ranking ?? new RankingRule { Ties = TieRule.Competition };
        BandTable? groups = rule.Groups is null ? null : pack.FindBands(rule.Groups);
        return new RankDocument
        {
            Pack = pack.Id,
            Node = nodeCode ?? pack.Index.Code,
            Rule = rule,
            Margins = RankMargins.Of(margins),
            WithoutMargins = RefusalFigure.Of(margins?.Refusal),
            Blocks = [.. Ranker.Rank(rule, candidates, groups, previousRanks).Select(block => Block(block, groups, pack.Rules.Rounding, units, margins?.Of(block, pack.Rules.Rounding)))],
        };
    }

    private static RankBlock Block(BlockRanking block, BandTable? groups, RoundingRule rounding, IReadOnlyDictionary<string, OrganisationUnit>? units, IReadOnlyDictionary<string, RankUncertainty>? sure) => new()
    {
        Block = block.Block,
        RankedCount = block.RankedCount,
        MeanPercent = block.MeanPercent?.ToDecimal(rounding.Decimals, rounding.Midpoint),
        Movements = block.Movements,
        Groups = groups is null ? [] : [.. groups.Bands.OrderByDescending(band => band.From)
            .Select(band => new RankGroup(band.Code, band.Text, block.Units.Count(unit => unit.Rank is not null && unit.Group?.Code == band.Code)))],
        Units = [.. block.Units.Select(unit => new RankRow
        {
            Code = unit.Candidate.UnitCode,
            Name = units is not null && units.TryGetValue(unit.Candidate.UnitCode, out OrganisationUnit? known) ? known.Name : null,
            Rank = unit.Rank,
            IsTied = unit.IsTied,
            NotRanked = unit.Reason == NotRanked.None ? null : unit.Reason,
            Percent = unit.Candidate.Percent,
            Ballots = unit.Candidate.Ballots,
            PreviousRank = unit.PreviousRank,
            Movement = unit.Movement,
            Direction = unit.Direction,
            Group = unit.Group?.Code,
            GroupText = unit.Group?.Text,
            Uncertainty = unit.Rank is null ? null : sure?.GetValueOrDefault(unit.Candidate.UnitCode),
        })],
    };
}
