using Sipas.Packs;
using Sipas.Problems;
using Sipas.Ranking;
using Sipas.Scoring;
using Sipas.Units;

namespace Sipas.Reporting;

/// <summary>Entry points of <c>sipas rank</c>.</summary>
internal static class RankReport
{
    /// <summary>Ranks the units of a survey report.</summary>
    /// <param name="report">The report of one selection basis.</param>
    /// <param name="nodeCode">The node to rank by; null for the overall index.</param>
    /// <param name="rule">The rule; null for the pack's.</param>
    /// <param name="previousRanks">Previous year's rank by unit; null when there is none.</param>
    /// <param name="margins">The estimates behind the ranking, or the reason why they are unavailable; null to report neither.</param>
    public static RankDocument Of(
        SurveyReport report, string? nodeCode = null, RankingRule? rule = null, IReadOnlyDictionary<string, int>? previousRanks = null,
        RankMarginSource? margins = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Of(report.Pack, report.Units, nodeCode, rule, previousRanks, margins);
    }

    /// <summary>Ranks scored units.</summary>
    internal static RankDocument Of(
        MethodPack pack, IReadOnlyList<UnitScores> units, string? nodeCode, RankingRule? rule,
        IReadOnlyDictionary<string, int>? previousRanks, RankMarginSource? margins) => Of(
            pack, [.. units.Select(unit => CandidateOf(unit, nodeCode))], nodeCode, rule, previousRanks,
            units.ToDictionary(unit => unit.Unit.Code, unit => unit.Unit, StringComparer.Ordinal), margins);

    /// <summary>Ranks units with known figures.</summary>
    /// <param name="pack">The pack, for its rule and its groups.</param>
    /// <param name="candidates">The units.</param>
    /// <param name="nodeCode">The node of the figures; null for the overall index.</param>
    /// <param name="rule">The rule; null for the pack's, or competition ranks when the pack has none.</param>
    /// <param name="previousRanks">Previous year's rank by unit; null when there is none.</param>
    /// <param name="units">The units by code, for their names; null for none.</param>
    /// <param name="margins">The estimates behind the ranking, or the reason why they are unavailable; null to report neither.</param>
    /// <exception cref="SipasException">A unit occurs twice in a block.</exception>
    public static RankDocument Of(MethodPack pack, IReadOnlyList<RankCandidate> candidates, string? nodeCode = null,
        RankingRule? rule = null,
        IReadOnlyDictionary<string, int>? previousRanks = null, IReadOnlyDictionary<string, OrganisationUnit>? units = null,
            RankMarginSource? margins = null)
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
            WithoutMargins = UnavailableFigure.Of(margins?.Refusal),
            Blocks = [.. Ranker.Rank(rule, candidates, groups, previousRanks)
                .Select(block => Block(block, groups, pack.Rules.Rounding, units,
                    margins is null ? null : RankUncertainties.Of(margins, block, pack.Rules.Rounding)))],
        };
    }

    private static RankCandidate CandidateOf(UnitScores unit, string? nodeCode)
    {
        NodeScore node = nodeCode is null
            ? unit.Card.Overall
            : unit.Card.Overall.SelfAndDescendants().FirstOrDefault(node => node.Node.Code == nodeCode)
            ?? throw new ArgumentException($"The index has no node '{nodeCode}'.", nameof(nodeCode));
        return new RankCandidate
        {
            UnitCode = unit.Unit.Code,
            Block = unit.Unit.Block,
            Percent = Figures.Percent(node.Score.Share, unit.Card.Pack.Rules.Rounding),
            Exact = node.Score.Share,
            Ballots = unit.Card.BallotCount,
        };
    }

    private static RankBlock Block(BlockRanking block, BandTable? groups, RoundingRule rounding,
        IReadOnlyDictionary<string, OrganisationUnit>? units, IReadOnlyDictionary<string, RankUncertainty>? sure) => new()
        {
            Block = block.Block,
            RankedCount = block.RankedCount,
            MeanPercent = block.MeanPercent?.ToDecimal(rounding.Decimals, rounding.Midpoint),
            Movements = block.Movements,
            Groups = groups is null ? [] : [.. groups.Bands.OrderByDescending(band => band.From)
            .Select(band => new RankGroup(band.Code, band.Text,
                block.Units.Count(unit => unit.Rank is not null && unit.Group?.Code == band.Code)))],
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
