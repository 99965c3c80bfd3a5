using Sipas.Estimation;
using Sipas.Numerics;

namespace Sipas.Ranking;

/// <summary>Draws the units' true values from a normal distribution with the estimated covariances and counts who comes out on top.</summary>
internal static class RankIntervalSimulation
{
    public static double[][] TopProbabilities(EstimateSet units, double[] values, RankIntervalOptions options)
    {
        int k = values.Length;
        double[,] covariance = new double[k, k];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                covariance[i, j] = covariance[j, i] = units.Covariance(i, j) ?? 0;
            }
        }

        double[,] root = SmallMatrix.Root(covariance);

        // Of units that were drawn independently only the diagonal is there.
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
                // 0 has no quantile; half a step above it does.
                normal[i] = Distributions.NormalQuantile(Math.Max(random.NextShare(), 0.5 / (1UL << 53)));
            }

            for (int i = 0; i < k; i++)
            {
                double value = values[i];
                foreach (int j in sources[i])
                {
                    value += root[i, j] * normal[j];
                }

                drawn[i] = value;
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

        return [.. counts.Select(its => its.Select(count => (double)count / options.DrawCount).ToArray())];
    }
}
