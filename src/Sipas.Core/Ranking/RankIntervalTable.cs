using Sipas.Estimation;

namespace Sipas.Ranking;

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
        bool[] isFirm = [.. Enumerable.Range(0, k)
            .Select(i => reliability[i] != Reliability.Suppress && double.IsFinite(limits[i].Width))];
        int[] better = new int[k];
        int[] worse = new int[k];
        bool[,] explained = new bool[k, k];
        foreach (PairwiseComparison pair
            in PairwiseComparisons.Compare(units, options.Adjustment, new ParallelOptions { MaxDegreeOfParallelism = 1 }))
        {
            (int up, int down) = values[pair.First] > values[pair.Second] ? (pair.First, pair.Second) : (pair.Second, pair.First);
            if (pair.AdjustedPValue < 1 - options.Level && ((isFirm[up] && isFirm[down]) || limits[up].Lower > limits[down].Upper))
            {
                better[down]++;
                worse[up]++;
                explained[up, down] = explained[down, up] = true;
            }
        }

        RankInterval[] marginal =
            [.. limits.Select(own => new RankInterval(1 + limits.Count(other => other.Lower > own.Upper),
                k - limits.Count(other => other.Upper < own.Lower)))];
        double?[][] top = RankIntervalSimulation.TopProbabilities(units.ForComparison(), values, options);
        int[] order = [.. Enumerable.Range(0, k).OrderByDescending(i => values[i]).ThenBy(i => i)];
        string[] names = [.. units.Estimates.Select(its => its.Domain ?? its.Name)];
        return new RankIntervalTable
        {
            Options = options,
            Unranked = [.. Enumerable.Range(0, set.Estimates.Count).Where(i => set[i].Value is null)
                .Select(i => set[i].Domain ?? set[i].Name)],
            Units = [.. order.Select(i => new RankedEstimate
            {
                Name = names[i],
                Estimate = units[i],
                Rank = 1 + values.Count(value => value > values[i]),
                FromDifferences = new RankInterval(1 + better[i], k - worse[i]),
                FromIntervals = marginal[i],
                Reliability = reliability[i],
                Top = [.. options.TopCounts.Select((count, c) => new TopProbability(count, top[i][c]))],
                IndistinguishableFrom = [.. order.Where(j => j != i && !explained[i, j]).Select(j => names[j])],
            })],
        };
    }

    private static Interval? MarginalOf(Estimate estimate, int units, RankIntervalOptions options)
    {
        double level = options.Sharing == RankIntervalSharing.Bonferroni
            ? 1 - ((1 - options.Level) / units)
            : Math.Pow(options.Level, 1.0 / units);
        return estimate.IsShare
            ? ShareIntervals.Of(estimate, options.ShareIntervalsInUse, level).Limits
            : estimate.ConfidenceInterval(level);
    }

    // A unit without an interval may have any rank.
    private static Interval Signed(Interval? limits, double sign) =>
        limits is not { } known ? new Interval(double.NegativeInfinity, double.PositiveInfinity)
        : sign > 0 ? known : new Interval(-known.Upper, -known.Lower);
}
