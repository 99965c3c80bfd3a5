using Sipas.Text;

namespace Sipas.Estimation;

/// <summary>How p-values of several tests are adjusted for there being several.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<PValueAdjustment>))]
public enum PValueAdjustment
{
    /// <summary>Holm 1979: the chance of any false finding stays below the level.</summary>
    Holm,

    /// <summary>Bonferroni: the same, more cautious.</summary>
    Bonferroni,

    /// <summary>Benjamini and Hochberg 1995: the expected share of false findings stays below the level.</summary>
    BenjaminiHochberg,

    /// <summary>None.</summary>
    None,
}

/// <summary>One pair of estimates compared.</summary>
/// <param name="First">Position of the one, from 0.</param>
/// <param name="Second">Position of the other.</param>
/// <param name="Difference">First less second, with the covariance taken into account.</param>
/// <param name="PValue">Two-sided p; 1 when the pair cannot be tested.</param>
/// <param name="AdjustedPValue">p after adjustment, in [0, 1].</param>
public sealed record PairwiseComparison(int First, int Second, Estimate Difference, double PValue, double AdjustedPValue);

/// <summary>All differences between estimates of a set.</summary>
public static class PairwiseComparisons
{
    /// <summary>Compares every estimate with every other.</summary>
    /// <param name="set">The estimates, made together; those without value are left out.</param>
    /// <param name="adjustment">How p-values are adjusted over all pairs.</param>
    /// <returns>K(K − 1)/2 pairs in the order of the positions. p is 0 only for two different values that are certain (a census, a calibrated figure); values
    /// without spread are compared as described at <see cref="EstimateSet.Difference"/>.</returns>
    public static IReadOnlyList<PairwiseComparison> Compare(EstimateSet set, PValueAdjustment adjustment = PValueAdjustment.Holm) => Compare(set, adjustment, new ParallelOptions());

    /// <summary>The same with a number of threads at most: a host that also takes ballots compares on one.</summary>
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

    /// <summary>Adjusts p-values for their number.</summary>
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
