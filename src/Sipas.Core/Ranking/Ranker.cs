using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Ranking;

/// <summary>Ranks organisation units within their blocks.</summary>
/// <remarks>Units with equal published values are tied: docs/method/ranking.md.</remarks>
internal static class Ranker
{
    /// <summary>Ranks units.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="candidates">The units, each once in its block.</param>
    /// <param name="groups">The band table of the rule's groups; null for none.</param>
    /// <param name="previousRanks">Previous year's rank by unit, in the same block; null when there is none.</param>
    /// <returns>A ranking for each block, in the order in which the blocks first occur.</returns>
    /// <exception cref="SipasException">A unit occurs twice in a block (<c>RNK0001</c>).</exception>
    public static IReadOnlyList<BlockRanking> Rank(
        RankingRule rule, IReadOnlyList<RankCandidate> candidates, BandTable? groups = null,
        IReadOnlyDictionary<string, int>? previousRanks = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(candidates);
        Problem[] twice = [.. candidates.GroupBy(unit => (unit.Block, unit.UnitCode)).Where(same => same.Skip(1).Any())
            .Select(same => new Problem(ProblemCodes.RankedTwice, same.Key.UnitCode, same.Key.Block))];
        return twice.Length > 0
            ? throw new SipasException(twice)
            : [.. candidates.GroupBy(unit => unit.Block, StringComparer.Ordinal)
                .Select(block => RankBlock(rule, block.Key, [.. block], groups, previousRanks))];
    }

    private static BlockRanking RankBlock(RankingRule rule, string block, RankCandidate[] candidates, BandTable? groups,
        IReadOnlyDictionary<string, int>? previous)
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
            Group = candidate.Percent is not { } percent
                ? null
                : groups is { Basis: BandBasis.Exact } && candidate.Exact is { } exact
                    ? groups.Find(exact * new ExactShare(100, 1), NoRounding)
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
