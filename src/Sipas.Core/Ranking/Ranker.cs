using System.Text.Json.Serialization;
using Sipas.Numerics;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Scoring;
using Sipas.Text;
using Sipas.Units;

namespace Sipas.Ranking;

/// <summary>An organisation unit that may be ranked.</summary>
public sealed record RankCandidate
{
    /// <summary>The unit.</summary>
    public required string UnitCode { get; init; }

    /// <summary>The block in which it is ranked.</summary>
    public required string Block { get; init; }

    /// <summary>Its published percentage; null when not computable.</summary>
    public required decimal? Percent { get; init; }

    /// <summary>The exact share before rounding; null when only the published value is known.</summary>
    public ExactShare? Exact { get; init; }

    /// <summary>Number of ballots; null when unknown, in which case only a minimum of 0 is met.</summary>
    public long? Ballots { get; init; }

    /// <summary>Creates a candidate from a unit and its scores.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="card">Its scores.</param>
    /// <param name="nodeCode">The node that is ranked; null for the overall index.</param>
    /// <exception cref="ArgumentException">The tree has no such node.</exception>
    public static RankCandidate Of(OrganisationUnit unit, ScoreCard card, string? nodeCode = null)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(card);
        NodeScore node = nodeCode is null ? card.Overall : card.Overall.SelfAndDescendants().FirstOrDefault(node => node.Node.Code == nodeCode)
            ?? throw new ArgumentException($"The index has no node '{nodeCode}'.", nameof(nodeCode));
        RoundingRule rounding = card.Pack.Rules.Rounding;
        return new RankCandidate
        {
            UnitCode = unit.Code,
            Block = unit.Block,
            Percent = node.Score.Share?.ToPercent(rounding.Decimals, rounding.Midpoint),
            Exact = node.Score.Share,
            Ballots = card.BallotCount,
        };
    }
}

/// <summary>The reason why a unit has no rank.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<NotRanked>))]
public enum NotRanked
{
    /// <summary>The unit is ranked.</summary>
    None,

    /// <summary>The unit has no figure.</summary>
    NoFigure,

    /// <summary>The unit has fewer ballots than the minimum of the rule.</summary>
    TooFewBallots,
}

/// <summary>A unit with its rank.</summary>
public sealed record RankedUnit
{
    /// <summary>The unit.</summary>
    public required RankCandidate Candidate { get; init; }

    /// <summary>The rank, from 1; null when the unit is not ranked.</summary>
    public required int? Rank { get; init; }

    /// <summary>The reason why the unit has no rank.</summary>
    public required NotRanked Reason { get; init; }

    /// <summary>Whether another unit of the block has the same published value.</summary>
    public required bool IsTied { get; init; }

    /// <summary>The previous rank; null when there was none.</summary>
    public required int? PreviousRank { get; init; }

    /// <summary>
    /// Number of places gained: previous rank minus current rank; negative when places were lost, null when one of the
    /// ranks is missing.
    /// </summary>
    public int? Movement => PreviousRank - Rank;

    /// <summary>Direction of the rank change; null when unknown.</summary>
    public ChangeDirection? Direction => Movement switch { null => null, > 0 => ChangeDirection.Up, < 0 => ChangeDirection.Down, _ => ChangeDirection.Same };

    /// <summary>The group by the pack's bands; null when there are no bands or the unit has no figure.</summary>
    public required Band? Group { get; init; }
}

/// <summary>The ranking of one block.</summary>
public sealed record BlockRanking
{
    /// <summary>The block.</summary>
    public required string Block { get; init; }

    /// <summary>The rule.</summary>
    public required RankingRule Rule { get; init; }

    /// <summary>The ranked units from the first, then the units without a rank in the order given.</summary>
    public required IReadOnlyList<RankedUnit> Units { get; init; }

    /// <summary>Number of units with a rank.</summary>
    public int RankedCount => Units.Count(unit => unit.Rank is not null);

    /// <summary>Numbers of ranks gained, lost and unchanged.</summary>
    public ChangeCounts Movements => ChangeCounts.Of(Units.Where(unit => unit.Rank is not null).Select(unit => unit.Direction));

    /// <summary>Unweighted mean of the published values of the ranked units, exact; null when none is ranked.</summary>
    public ExactShare? MeanPercent => RankedCount == 0 ? null
        : ExactShare.Mean([.. Units.Where(unit => unit.Rank is not null).Select(unit => ExactShare.FromDecimal(unit.Candidate.Percent!.Value))]);
}

/// <summary>Ranks organisation units within their blocks.</summary>
/// <remarks>Units with equal published values are tied: docs/method/ranking.md.</remarks>
public static class Ranker
{
    /// <summary>Ranks units.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="candidates">The units, each once in its block.</param>
    /// <param name="groups">The band table of the rule's groups; null for none.</param>
    /// <param name="previousRanks">Previous year's rank by unit, in the same block; null when there is none.</param>
    /// <returns>A ranking for each block, in the order in which the blocks first occur.</returns>
    /// <exception cref="SipasException">A unit occurs twice in a block (<c>RNK0001</c>).</exception>
    public static IReadOnlyList<BlockRanking> Rank(
        RankingRule rule, IReadOnlyList<RankCandidate> candidates, BandTable? groups = null, IReadOnlyDictionary<string, int>? previousRanks = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(candidates);
        Problem[] twice = [.. candidates.GroupBy(unit => (unit.Block, unit.UnitCode)).Where(same => same.Skip(1).Any())
            .Select(same => new Problem(ProblemCodes.RankedTwice, same.Key.UnitCode, same.Key.Block))];
        return twice.Length > 0
            ? throw new SipasException(twice)
            : [.. candidates.GroupBy(unit => unit.Block, StringComparer.Ordinal).Select(block => RankBlock(rule, block.Key, [.. block], groups, previousRanks))];
    }

    private static BlockRanking RankBlock(RankingRule rule, string block, RankCandidate[] candidates, BandTable? groups, IReadOnlyDictionary<string, int>? previous)
    {
        ILookup<bool, RankCandidate> parted = candidates.ToLookup(unit => Reason(rule, unit) == NotRanked.None);
        RankCandidate[] sorted = [.. Sort(rule, parted[true])];
        var units = new List<RankedUnit>(candidates.Length);
        int rank = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            bool equalsBefore = i > 0 && sorted[i].Percent == sorted[i - 1].Percent;
            bool equalsNext = i + 1 < sorted.Length && sorted[i].Percent == sorted[i + 1].Percent;
            rank = rule.Ties switch
            {
                TieRule.Competition => equalsBefore ? rank : i + 1,
                TieRule.Dense => equalsBefore ? rank : rank + 1,
                _ => i + 1,
            };
            units.Add(Unit(sorted[i], rank, equalsBefore || equalsNext));
        }

        units.AddRange(parted[false].Select(unit => Unit(unit, null, false)));
        return new BlockRanking { Block = block, Rule = rule, Units = units };

        RankedUnit Unit(RankCandidate candidate, int? rank, bool isTied) => new()
        {
            Candidate = candidate,
            Rank = rank,
            Reason = Reason(rule, candidate),
            IsTied = isTied,
            PreviousRank = previous is not null && previous.TryGetValue(candidate.UnitCode, out int before) ? before : null,
            Group = candidate.Percent is not { } percent ? null
                : groups is { Basis: BandBasis.Exact } && candidate.Exact is { } exact ? groups.Find(exact * new ExactShare(100, 1), NoRounding)
                : groups?.Find(percent),
        };
    }

    private static readonly RoundingRule NoRounding = new() { Decimals = 4, Midpoint = MidpointRule.AwayFromZero };

    private static NotRanked Reason(RankingRule rule, RankCandidate unit) =>
        unit.Percent is null ? NotRanked.NoFigure : (unit.Ballots ?? 0) < rule.MinimumBallots ? NotRanked.TooFewBallots : NotRanked.None;

    // LINQ sorts are stable, so remaining ties stay in the order given.
    private static IOrderedEnumerable<RankCandidate> Sort(RankingRule rule, IEnumerable<RankCandidate> units)
    {
        IOrderedEnumerable<RankCandidate> sorted = units.OrderByDescending(unit => unit.Percent);
        return rule.Ties != TieRule.Ordinal ? sorted : rule.TieBreak switch
        {
            TieBreak.UnroundedShare => sorted.ThenByDescending(unit => unit.Exact ?? ExactShare.Zero),
            TieBreak.BallotCount => sorted.ThenByDescending(unit => unit.Ballots ?? 0),
            TieBreak.UnitCode => sorted.ThenBy(unit => unit.UnitCode, StringComparer.Ordinal),
            _ => sorted,
        };
    }
}
