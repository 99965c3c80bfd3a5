using System.Text.Json.Serialization;
using Sipas.Aggregation;
using Sipas.Numerics;
using Sipas.Questionnaires;
using Sipas.Text;

namespace Sipas.Scoring;

/// <summary>How the figure of a province is computed from its units.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<UnitCombination>))]
public enum UnitCombination
{
    /// <summary>All ballots are pooled, so large samples have more weight.</summary>
    PooledBallots,

    /// <summary>Plain mean of the units' figures: every unit has the same weight.</summary>
    MeanOfUnits,

    /// <summary>Mean by given weights, for example population or transactions.</summary>
    GivenWeights,
}

/// <summary>The counts of one unit with its weight.</summary>
/// <param name="UnitCode">The unit.</param>
/// <param name="Tally">Its counts.</param>
/// <param name="Weight">Its weight under <see cref="UnitCombination.GivenWeights"/>: 0 or more. Otherwise ignored.</param>
public sealed record UnitTally(string UnitCode, AnswerTally Tally, decimal Weight = 1);

/// <summary>The combined figure of one node.</summary>
public sealed record CombinedScore
{
    /// <summary>The node.</summary>
    public required IndexNode Node { get; init; }

    /// <summary>How the units were combined.</summary>
    public required UnitCombination Combination { get; init; }

    /// <summary>The combined share; null when no unit has a figure.</summary>
    public required ExactShare? Share { get; init; }

    /// <summary>The reason why the figure is unavailable.</summary>
    public required NotComputable Reason { get; init; }

    /// <summary>Sum of the counts of all units.</summary>
    public required AnswerCounts Counts { get; init; }

    /// <summary>Number of ballots of all units.</summary>
    public required long Ballots { get; init; }

    /// <summary>Number of included units: units with ballots if ballots are pooled, otherwise units with a figure.</summary>
    public required int UnitsIn { get; init; }

    /// <summary>Codes of the excluded units.</summary>
    public required IReadOnlyList<string> UnitsLeftOut { get; init; }
}

/// <summary>Computes the figures of a province from those of its units. Exact.</summary>
/// <remarks>The ministry's method for combining the units of a province could not be determined, so the result states the
/// chosen method. See docs/method/combining-units.md.</remarks>
public static class UnitCombiner
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
    public static IReadOnlyList<CombinedScore> Combine(MethodPack pack, AnswerLayout layout, IReadOnlyList<UnitTally> units, UnitCombination combination)
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
        return [.. Scorer.Score(pack, pooled).Overall.SelfAndDescendants().Select((node, i) => Combine(node, [.. each.Select(scores => scores[i].Score)], units, combination, pooled.BallotCount))];
    }

    private static CombinedScore Combine(NodeScore pooled, Score[] scores, IReadOnlyList<UnitTally> units, UnitCombination combination, long ballots)
    {
        (ExactShare Value, ExactShare Weight)[] parts = [.. scores.Zip(units)
            .Where(pair => pair.First.Share is not null)
            .Select(pair => (pair.First.Share!.Value, combination == UnitCombination.GivenWeights ? ExactShare.FromDecimal(pair.Second.Weight) : ExactShare.One))];
        bool[] isIn = [.. scores.Zip(units).Select(pair => combination == UnitCombination.PooledBallots ? pair.Second.Tally.BallotCount > 0 : pair.First.Share is not null)];
        ExactShare? share = combination == UnitCombination.PooledBallots ? pooled.Score.Share
            : parts.All(part => part.Weight == ExactShare.Zero) ? null
            : ExactShare.WeightedMean(parts);
        return new CombinedScore
        {
            Node = pooled.Node,
            Combination = combination,
            Share = share,
            Reason = share is not null ? NotComputable.None : pooled.Score.Reason == NotComputable.None ? NotComputable.PartNotComputable : pooled.Score.Reason,
            Counts = pooled.Score.Counts,
            Ballots = ballots,
            UnitsIn = isIn.Count(value => value),
            UnitsLeftOut = [.. units.Where((_, i) => !isIn[i]).Select(unit => unit.UnitCode)],
        };
    }
}
