using Sipas.Counting;
using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>Computes the figures of a province from those of its units. Exact.</summary>
/// <remarks>The ministry's method for combining the units of a province could not be determined, so the result states the
/// chosen method. See docs/method/combining-units.md.</remarks>
internal static class UnitCombiner
{
    /// <summary>Combines units.</summary>
    /// <param name="pack">The pack of the questionnaire of the counts.</param>
    /// <param name="layout">The questionnaire of the counts.</param>
    /// <param name="units">The counts of each unit, all of that questionnaire. Without units no figure is computable
    /// (<see cref="NotComputable.NoBallots"/>).</param>
    /// <param name="combination">The combination method.</param>
    /// <returns>The figure of every node of the index tree, parents before children.</returns>
    /// <exception cref="ArgumentException">The counts belong to another questionnaire.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative.</exception>
    public static IReadOnlyList<CombinedScore> Combine(
        MethodPack pack, AnswerLayout layout, IReadOnlyList<UnitTally> units, UnitCombination combination)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(units);
        foreach (UnitTally unit in units)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(unit.Weight, nameof(units));
        }

        var pooled = new AnswerTally(layout);
        foreach (UnitTally unit in units)
        {
            pooled.Merge(unit.Tally);
        }

        NodeScore[][] each = [.. units.Select(unit => Scorer.Score(pack, unit.Tally).Overall.SelfAndDescendants().ToArray())];
        return [.. Scorer.Score(pack, pooled).Overall.SelfAndDescendants()
            .Select((node, i) => Combine(node, [.. each.Select(scores => scores[i].Score)], units, combination, pooled.BallotCount))];
    }

    private static CombinedScore Combine(NodeScore pooled, Score[] scores, IReadOnlyList<UnitTally> units, UnitCombination combination,
        long ballots)
    {
        (ExactShare Value, ExactShare Weight)[] parts = [.. scores.Zip(units)
            .Where(pair => pair.First.Share is not null)
            .Select(pair => (pair.First.Share!.Value, combination == UnitCombination.GivenWeights
                ? ExactShare.FromDecimal(pair.Second.Weight)
                : ExactShare.One))];
        bool[] isIn = [.. scores.Zip(units)
            .Select(pair => combination == UnitCombination.PooledBallots
                ? pair.Second.Tally.BallotCount > 0
                : pair.First.Share is not null)];
        ExactShare? share = combination == UnitCombination.PooledBallots ? pooled.Score.Share
            : parts.All(part => part.Weight == ExactShare.Zero) ? null
            : ExactShare.WeightedMean(parts);
        return new CombinedScore
        {
            Node = pooled.Node,
            Combination = combination,
            Share = share,
            Reason = share is not null
            ? NotComputable.None
            : pooled.Score.Reason == NotComputable.None ? NotComputable.PartNotComputable : pooled.Score.Reason,
            Counts = pooled.Score.Counts,
            Ballots = ballots,
            UnitsIn = isIn.Count(value => value),
            UnitsLeftOut = [.. units.Where((_, i) => !isIn[i]).Select(unit => unit.UnitCode)],
        };
    }
}
