using Sipas.Estimation;
using Sipas.Text;

namespace Sipas.Ranking;

/// <summary>How the joint confidence level is divided among the marginal intervals of K units.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<RankIntervalSharing>))]
public enum RankIntervalSharing
{
    /// <summary>Each interval has the level 1 − α/K; valid under any dependence.</summary>
    Bonferroni,

    /// <summary>Each interval has the level (1 − α)^(1/K); for independent estimates.</summary>
    Independent,
}

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
    public ReliabilityRules Reliability { get; init; } = new();

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

/// <summary>The lowest and the highest rank number that a unit may have.</summary>
/// <param name="First">1 or more.</param>
/// <param name="Last">At least <paramref name="First"/>.</param>
public readonly record struct RankInterval(int First, int Last);

/// <summary>Probability of being among the first k.</summary>
/// <param name="Count">k.</param>
/// <param name="Probability">
/// In [0, 1], by simulation; null if the standard error of a ranked unit is unknown, because the order of the units is
/// then unknown.
/// </param>
public readonly record struct TopProbability(int Count, double? Probability);

/// <summary>One unit of a ranking with uncertainty.</summary>
public sealed record RankedEstimate
{
    /// <summary>Name of the unit: the domain of its estimate, or the name of its statistic.</summary>
    public required string Name { get; init; }

    /// <summary>Its estimate.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>Rank by value; ties share the smaller rank ("1224"). Do not show it without an interval.</summary>
    public required int Rank { get; init; }

    /// <summary>
    /// [1 + number of units significantly better, K − number of units significantly worse], from all differences with
    /// their covariances. A unit without an interval, or with a suppressed share, differs significantly from another
    /// only if the marginal intervals do not overlap either.
    /// </summary>
    public required RankInterval FromDifferences { get; init; }

    /// <summary>
    /// [1 + number of units whose interval is above, K − number of units whose interval is below], from the marginal
    /// intervals alone.
    /// </summary>
    public required RankInterval FromIntervals { get; init; }

    /// <summary>Whether the estimate is suitable for publication; null if it is not a share.</summary>
    public required Reliability? Reliability { get; init; }

    /// <summary>Probabilities of being among the first k.</summary>
    public required IReadOnlyList<TopProbability> Top { get; init; }

    /// <summary>The units whose values do not differ significantly from this one, in the order of the table.</summary>
    public required IReadOnlyList<string> CannotBeToldFrom { get; init; }
}

/// <summary>
/// A ranking with its uncertainty: rank intervals, probabilities of being among the first k, and pairs that cannot be
/// distinguished.
/// </summary>
/// <remarks>
/// Sources: Klein, Wright and Wieczorek, JRSS A 183, 2020, for the marginal view; Holm, Scandinavian Journal of
/// Statistics 6, 1979, for the pairs.
/// </remarks>
public sealed record RankIntervalTable
{
    /// <summary>The units by rank, ties in the order given.</summary>
    public required IReadOnlyList<RankedEstimate> Units { get; init; }

    /// <summary>Units without an estimate, which have no rank.</summary>
    public required IReadOnlyList<string> Unranked { get; init; }

    /// <summary>The options used.</summary>
    public required RankIntervalOptions Options { get; init; }

    /// <summary>Ranks the estimates of a set.</summary>
    /// <param name="set">One estimate for each unit, computed together so that their covariances are known.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static RankIntervalTable Of(EstimateSet set, RankIntervalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        options ??= new RankIntervalOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.DrawCount, 1);
        if (!(options.Level > 0 && options.Level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Level, "A confidence level lies strictly between 0 and 1.");
        }

        int[] ranked = [.. Enumerable.Range(0, set.Estimates.Count).Where(i => set[i].Value is not null)];
        EstimateSet units = set.Select(ranked).With(its => its with { IsShare = its.IsShare || options.ShareIntervals is not null });
        int k = ranked.Length;
        double sign = options.LargestIsFirst ? 1 : -1;
        double[] values = [.. units.Estimates.Select(its => sign * its.Value!.Value)];
        Interval[] limits = [.. units.Estimates.Select(its => Signed(MarginalOf(its, k, options), sign))];
        Reliability?[] reliability =
            [.. units.Estimates.Select(its => its.IsShare ? options.Reliability.Judge(its, ShareIntervals.Of(its)) : (Reliability?)null)];
        bool[] isFirm = [.. Enumerable.Range(0, k).Select(i => reliability[i] != Estimation.Reliability.Suppress && double.IsFinite(limits[i].Width))];
        int[] better = new int[k];
        int[] worse = new int[k];
        bool[,] told = new bool[k, k];
        foreach (PairwiseComparison pair in PairwiseComparisons.Compare(units, options.Adjustment, new ParallelOptions { MaxDegreeOfParallelism = 1 }))
        {
            (int up, int down) = values[pair.First] > values[pair.Second] ? (pair.First, pair.Second) : (pair.Second, pair.First);
            if (pair.AdjustedPValue < 1 - options.Level && ((isFirm[up] && isFirm[down]) || limits[up].Lower > limits[down].Upper))
            {
                better[down]++;
                worse[up]++;
                told[up, down] = told[down, up] = true;
            }
        }

        RankInterval[] marginal =
            [.. limits.Select(own => new RankInterval(1 + limits.Count(other => other.Lower > own.Upper), k - limits.Count(other => other.Upper < own.Lower)))];
        double?[][] top = RankIntervalSimulation.TopProbabilities(units.ForComparison(), values, options);
        int[] order = [.. Enumerable.Range(0, k).OrderByDescending(i => values[i]).ThenBy(i => i)];
        string[] names = [.. units.Estimates.Select(its => its.Domain ?? its.Name)];
        return new RankIntervalTable
        {
            Options = options,
            Unranked = [.. Enumerable.Range(0, set.Estimates.Count).Where(i => set[i].Value is null).Select(i => set[i].Domain ?? set[i].Name)],
            Units = [.. order.Select(i => new RankedEstimate
            {
                Name = names[i],
                Estimate = units[i],
                Rank = 1 + values.Count(value => value > values[i]),
                FromDifferences = new RankInterval(1 + better[i], k - worse[i]),
                FromIntervals = marginal[i],
                Reliability = reliability[i],
                Top = [.. options.TopCounts.Select((count, c) => new TopProbability(count, top[i][c]))],
                CannotBeToldFrom = [.. order.Where(j => j != i && !told[i, j]).Select(j => names[j])],
            })],
        };
    }

    private static Interval? MarginalOf(Estimate estimate, int units, RankIntervalOptions options)
    {
        double level = options.Sharing == RankIntervalSharing.Bonferroni ? 1 - ((1 - options.Level) / units) : Math.Pow(options.Level, 1.0 / units);
        return estimate.IsShare ? ShareIntervals.Of(estimate, options.ShareIntervalsInUse, level).Limits : estimate.ConfidenceInterval(level);
    }

    // A unit without an interval may have any rank.
    private static Interval Signed(Interval? limits, double sign) => limits is not { } known ? new Interval(double.NegativeInfinity, double.PositiveInfinity)
        : sign > 0 ? known : new Interval(-known.Upper, -known.Lower);
}
