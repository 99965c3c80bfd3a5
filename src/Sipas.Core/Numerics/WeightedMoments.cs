namespace Sipas.Numerics;

/// <summary>Weighted means, covariances and correlations of columns without missing values.</summary>
public static class WeightedMoments
{
    /// <summary>Σ w x ÷ Σ w; NaN for no rows.</summary>
    /// <param name="values">The column.</param>
    /// <param name="weights">A weight for each row.</param>
    public static double Mean(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var sum = new ExactSum();
        for (int i = 0; i < values.Length; i++)
        {
            sum.Add(weights[i] * values[i]);
        }

        return sum.ToDouble() / ExactSum.Of(weights);
    }

    /// <summary>n/(n − 1) Σ w (x − x̄)(y − ȳ) ÷ Σ w: with equal weights the usual covariance. NaN below two rows.</summary>
    /// <param name="first">One column.</param>
    /// <param name="second">The other.</param>
    /// <param name="weights">A weight for each row.</param>
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

    /// <summary>Pearson's correlation under weights, in [−1, 1]; NaN when a column does not vary.</summary>
    /// <param name="first">One column.</param>
    /// <param name="second">The other.</param>
    /// <param name="weights">A weight for each row.</param>
    public static double Correlation(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> weights) =>
        Covariance(first, second, weights) / Math.Sqrt(Covariance(first, first, weights) * Covariance(second, second, weights));
}
