using Sipas.Estimation;
using Sipas.Mathematics;

namespace Sipas.Ranking;

/// <summary>
/// Simulates the true values of the units from t distributions with the estimated covariances and the degrees of
/// freedom of each unit, and counts how often each unit is among the first k.
/// </summary>
/// <remarks>
/// Each normal draw is multiplied by √(df/χ²): with few communes per unit the standard error is itself uncertain, and
/// plain normal draws would vary less than the intervals.
/// </remarks>
internal static class RankIntervalSimulation
{
    // From this number of degrees of freedom on, t and normal distributions differ by less than the simulation error.
    private const int ManyDegreesOfFreedom = 200;
    private const int FewDegreesOfFreedom = 30;

    /// <summary>Computes the probabilities of each unit for each requested k.</summary>
    /// <param name="units">The units with the standard errors used for comparisons.</param>
    /// <param name="values">Their values, signed so that the best is the largest.</param>
    /// <param name="options">Number of draws, seed and values of k.</param>
    /// <returns>
    /// By unit, then by k; null if the standard error of a unit is unknown, except for a k that includes all units or
    /// none.
    /// </returns>
    public static double?[][] TopProbabilities(EstimateSet units, double[] values, RankIntervalOptions options)
    {
        int k = values.Length;
        if (units.Estimates.Any(its => its.Variance is null || (its.DegreesOfFreedom < 1 && !its.IsCertain)))
        {
            return [.. values.Select(_ => options.TopCounts.Select(top => top < 1 ? 0.0 : top >= k ? 1.0 : (double?)null).ToArray())];
        }

        double[,] covariance = new double[k, k];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                covariance[i, j] = covariance[j, i] = units.Covariance(i, j)!.Value;
            }
        }

        double[,] root = SmallMatrix.Root(covariance);

        // Independently sampled units have a diagonal covariance matrix.
        int[][] sources = [.. Enumerable.Range(0, k).Select(i => Enumerable.Range(0, i + 1).Where(j => root[i, j] != 0).ToArray())];
        var random = new SeededGenerator(options.Seed);
        long[][] counts = [.. values.Select(_ => new long[options.TopCounts.Count])];
        double[] normal = new double[k];
        double[] drawn = new double[k];
        double[] sorted = new double[k];
        for (int draw = 0; draw < options.DrawCount; draw++)
        {
            for (int i = 0; i < k; i++)
            {
                normal[i] = Normal(random);
            }

            for (int i = 0; i < k; i++)
            {
                double deviation = 0;
                foreach (int j in sources[i])
                {
                    deviation += root[i, j] * normal[j];
                }

                drawn[i] = values[i] + (deviation == 0 ? 0 : deviation * Stretch(units[i].DegreesOfFreedom, random));
            }

            drawn.CopyTo(sorted, 0);
            Array.Sort(sorted);
            for (int c = 0; c < options.TopCounts.Count; c++)
            {
                int top = options.TopCounts[c];
                double threshold = top < 1 ? double.PositiveInfinity : top >= k ? double.NegativeInfinity : sorted[k - top];
                for (int i = 0; i < k; i++)
                {
                    counts[i][c] += drawn[i] >= threshold ? 1 : 0;
                }
            }
        }

        return [.. counts.Select(its => its.Select(count => (double?)count / options.DrawCount).ToArray())];
    }

    // √(df/χ²). Above a few degrees of freedom by Wilson and Hilferty, PNAS 17, 1931: accurate to 0.001 of χ² from 30
    // on.
    private static double Stretch(int degreesOfFreedom, SeededGenerator random)
    {
        if (degreesOfFreedom >= ManyDegreesOfFreedom)
        {
            return 1;
        }

        double square = 0;
        if (degreesOfFreedom <= FewDegreesOfFreedom)
        {
            for (int i = 0; i < degreesOfFreedom; i++)
            {
                double z = Normal(random);
                square += z * z;
            }
        }
        else
        {
            double part = 2.0 / (9 * degreesOfFreedom);
            square = degreesOfFreedom * Math.Pow(1 - part + (Normal(random) * Math.Sqrt(part)), 3);
        }

        return Math.Sqrt(degreesOfFreedom / square);
    }

    // 0 has no finite quantile; half a step above it does.
    private static double Normal(SeededGenerator random) => Distributions.NormalQuantile(Math.Max(random.NextShare(), 0.5 / (1UL << 53)));
}
