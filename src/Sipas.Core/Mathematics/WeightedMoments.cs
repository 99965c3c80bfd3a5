namespace Sipas.Mathematics;

/// <summary>Computes weighted means, covariances and correlations of columns without missing values.</summary>
internal static class WeightedMoments
{
    /// <summary>Computes Σ w x ÷ Σ w; NaN without rows.</summary>
    /// <param name="values">The column.</param>
    /// <param name="weights">One weight per row.</param>
    public static double Mean(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var sum = new ExactSum();
        for (int i = 0; i < values.Length; i++)
        {
            sum.Add(weights[i] * values[i]);
        }

        return sum.ToDouble() / ExactSum.Of(weights);
    }

    /// <summary>Computes n/(n − 1) Σ w (x − x̄)(y − ȳ) ÷ Σ w, which with equal weights is the usual covariance. NaN with
    /// fewer than two rows.</summary>
    /// <param name="first">One column.</param>
    /// <param name="second">The other.</param>
    /// <param name="weights">One weight per row.</param>
    public static double Covariance(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> weights)
    {
        double x = Mean(first, weights);
        double y = Mean(second, weights);
        var sum = new ExactSum();
        for (int i = 0; i < first.Length; i++)
        {
            sum.Add(weights[i] * (first[i] - x) * (second[i] - y));
        }

        return (double)first.Length / (first.Length - 1) * sum.ToDouble() / ExactSum.Of(weights);
    }

    /// <summary>Computes the weighted Pearson correlation, in [−1, 1]; NaN if a column is constant.</summary>
    /// <param name="first">One column.</param>
    /// <param name="second">The other.</param>
    /// <param name="weights">One weight per row.</param>
    public static double Correlation(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> weights) =>
        Covariance(first, second, weights) / Math.Sqrt(Covariance(first, first, weights) * Covariance(second, second, weights));
}
