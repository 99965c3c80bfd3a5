using Sipas.Estimation;

namespace Sipas.Ranking;

/// <summary>Options for rankings with uncertainty.</summary>
public sealed record RankIntervalOptions
{
    /// <summary>Joint confidence level, in (0, 1).</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>The adjustment of the p-values of the pairwise differences.</summary>
    public PValueAdjustment Adjustment { get; init; } = PValueAdjustment.Holm;

    /// <summary>How the joint level is divided among the marginal intervals.</summary>
    public RankIntervalSharing Sharing { get; init; } = RankIntervalSharing.Bonferroni;

    /// <summary>
    /// The method of the marginal intervals if every estimate is a share in [0, 1]; setting a method declares that they
    /// are. Null (default): capped Korn–Graubard for estimates that are shares (<see cref="Estimate.IsShare"/>),
    /// estimate ± t × standard error for others.
    /// </summary>
    public ShareIntervalMethod? ShareIntervals { get; init; }

    /// <summary>The method used for intervals of shares.</summary>
    public ShareIntervalMethod ShareIntervalsInUse => ShareIntervals ?? ShareIntervalMethod.KornGraubardCapped;

    /// <summary>
    /// The reliability thresholds for shares. A share that is suppressed by them differs significantly from another
    /// only if the marginal intervals do not overlap either.
    /// </summary>
    internal ReliabilityRules Reliability { get; init; } = new();

    /// <summary>Whether the largest value has rank 1.</summary>
    public bool LargestIsFirst { get; init; } = true;

    /// <summary>
    /// The values of k for which the probability of being among the first k is computed; a k of at least the number of
    /// units has probability 1.
    /// </summary>
    public IReadOnlyList<int> TopCounts { get; init; } = [1, 3, 10];

    /// <summary>
    /// Number of simulated draws for those probabilities, 1 or more; the standard error of a probability is below
    /// 0.5/√draws.
    /// </summary>
    public int DrawCount { get; init; } = 20_000;

    /// <summary>Seed of the simulation: the same seed produces the same probabilities.</summary>
    public ulong Seed { get; init; } = 1;
}
