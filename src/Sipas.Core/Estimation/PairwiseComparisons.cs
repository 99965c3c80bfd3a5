namespace Sipas.Estimation;

/// <summary>Compares all pairs of estimates of a set.</summary>
internal static class PairwiseComparisons
{
    /// <summary>Compares all pairs of estimates.</summary>
    /// <param name="set">The estimates, computed together; those without a value are ignored.</param>
    /// <param name="adjustment">The adjustment of the p-values over all pairs.</param>
    /// <returns>
    /// K(K − 1)/2 pairs in the order of the positions. p is 0 only for two different values without sampling error (a
    /// census, a calibrated figure); values without spread are compared as described at
    /// <see cref="EstimateSet.Difference"/>.
    /// </returns>
    public static IReadOnlyList<PairwiseComparison> Compare(EstimateSet set, PValueAdjustment adjustment = PValueAdjustment.Holm) =>
        Compare(set, adjustment, new ParallelOptions());

    /// <summary>As the public overload, with a maximum number of threads: a host that also receives ballots uses one.</summary>
    internal static IReadOnlyList<PairwiseComparison> Compare(EstimateSet set, PValueAdjustment adjustment, ParallelOptions threads)
    {
        ArgumentNullException.ThrowIfNull(set);
        int[] positions = [.. Enumerable.Range(0, set.Estimates.Count).Where(i => set[i].Value is not null)];
        var pairs = new List<(int First, int Second)>();
        for (int i = 0; i < positions.Length; i++)
        {
            for (int j = i + 1; j < positions.Length; j++)
            {
                pairs.Add((positions[i], positions[j]));
            }
        }

        var differences = new Estimate[pairs.Count];
        double[] p = new double[pairs.Count];
        Parallel.For(0, pairs.Count, threads, k =>
        {
            differences[k] = set.Difference(pairs[k].First, pairs[k].Second);
            p[k] = differences[k].Test()?.PValue
                ?? (differences[k] is { Variance: 0, Value: not 0, IsCertain: true } ? 0 : 1);
        });
        double[] adjusted = Adjust(p, adjustment);
        return [.. pairs.Select((pair, k) => new PairwiseComparison(pair.First, pair.Second, differences[k], p[k], adjusted[k]))];
    }

    /// <summary>Adjusts p-values for multiple testing.</summary>
    /// <param name="values">p-values in [0, 1].</param>
    /// <param name="adjustment">The method.</param>
    /// <returns>Adjusted p-values in the same order, each at most 1.</returns>
    public static double[] Adjust(ReadOnlySpan<double> values, PValueAdjustment adjustment)
    {
        double[] p = values.ToArray();
        int m = p.Length;
        int[] order = [.. Enumerable.Range(0, m).OrderBy(i => p[i]).ThenBy(i => i)];
        double[] adjusted = new double[m];
        switch (adjustment)
        {
            case PValueAdjustment.Holm:
                double running = 0;
                for (int k = 0; k < m; k++)
                {
                    running = Math.Max(running, Math.Min(1, (m - k) * p[order[k]]));
                    adjusted[order[k]] = running;
                }

                return adjusted;
            case PValueAdjustment.BenjaminiHochberg:
                double least = 1;
                for (int k = m - 1; k >= 0; k--)
                {
                    least = Math.Min(least, (double)m / (k + 1) * p[order[k]]);
                    adjusted[order[k]] = least;
                }

                return adjusted;
            case PValueAdjustment.Bonferroni:
                return [.. p.Select(value => Math.Min(1, m * value))];
            default:
                return p;
        }
    }
}
