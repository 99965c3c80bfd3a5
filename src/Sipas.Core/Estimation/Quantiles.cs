using Sipas.Mathematics;

namespace Sipas.Estimation;

/// <summary>Estimates quantiles of a column under a design.</summary>
/// <remarks>
/// Answers on a five-point scale have many ties: show distributions and top boxes rather than medians. Source:
/// Woodruff, JASA 47, 1952.
/// </remarks>
internal static class Quantiles
{
    private const double Tolerance = 1e-12;

    /// <summary>Estimates a quantile.</summary>
    /// <param name="design">The design.</param>
    /// <param name="values">The column; NaN is missing.</param>
    /// <param name="probability">In (0, 1); 0.5 for the median.</param>
    /// <param name="domain">The rows; null for all.</param>
    /// <param name="rule">The definition of the quantile.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability or the level is not in (0, 1).</exception>
    /// <exception cref="ArgumentException">
    /// The length of the column or the domain differs from the design's, or the column contains an infinite value.
    /// </exception>
    public static QuantileEstimate Estimate(
        SurveyDesign design, double[] values, double probability, RowSet? domain = null, QuantileRule rule = QuantileRule.Math,
        double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(values);
        Estimation.Estimate.ThrowIfNoLevel(level);
        if (!(probability > 0 && probability < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability,
                "The probability of a quantile lies strictly between 0 and 1.");
        }

        ColumnLength.Require(values.Length, design.RowCount, nameof(values));
        ColumnLength.Require(domain, design.RowCount, nameof(domain));
        if (values.FirstOrDefault(double.IsInfinity) is var infinite and not 0)
        {
            throw new ArgumentException(
                $"The column holds {infinite.ToString(System.Globalization.CultureInfo.InvariantCulture)}; finite numbers and NaN are "
                + $"allowed.",
                nameof(values));
        }

        (double[] points, double[] shares) = Distribution(design, values, domain);
        double? quantile = points.Length == 0 ? null : Find(points, shares, probability, rule);
        double[] isBelow = [.. values.Select(v => double.IsNaN(v) ? v : v <= (quantile ?? 0) ? 1.0 : 0.0)];
        Estimate below = Estimator.Estimate(design, Statistic.Share("F", isBelow, domain));
        Interval? limits = null;
        double? error = null;
        // At the largest value F is 1 without any spread. This does not mean that the quantile has no sampling error.
        bool spread = below.StandardError > 0 || below.IsCensus;
        if (quantile is not null && spread && below.ConfidenceInterval(level) is { Lower: >= 0, Upper: <= 1 } band)
        {
            limits = new Interval(Find(points, shares, band.Lower, rule), Find(points, shares, band.Upper, rule));
            error = below.DegreesOfFreedom < 1
                ? 0
                : limits.Value.Width / (2 * Distributions.StudentQuantile(1 - ((1 - level) / 2), below.DegreesOfFreedom));
        }

        return new QuantileEstimate
        {
            Probability = probability,
            Value = quantile,
            Limits = limits,
            StandardError = error,
            DegreesOfFreedom = below.DegreesOfFreedom,
            RowCount = below.RowCount,
        };
    }

    private static (double[] Points, double[] Shares) Distribution(SurveyDesign design, double[] values, RowSet? domain)
    {
        var weights = new SortedDictionary<double, ExactSum>();
        foreach (int row in domain?.Rows ?? Enumerable.Range(0, design.RowCount))
        {
            double w = design.Weights[row];
            if (w != 0 && !double.IsNaN(values[row]))
            {
                if (!weights.TryGetValue(values[row], out ExactSum? sum))
                {
                    weights.Add(values[row], sum = new ExactSum());
                }

                sum.Add(w);
            }
        }

        var running = new ExactSum();
        double[] totals = [.. weights.Values.Select(sum =>
        {
            running.Add(sum);
            return running.ToDouble();
        })];
        return ([.. weights.Keys], [.. totals.Select(total => total / totals[^1])]);
    }

    private static double Find(double[] points, double[] shares, double probability, QuantileRule rule)
    {
        int i = Array.FindIndex(shares, share => share >= probability - Tolerance);
        i = i < 0 ? points.Length - 1 : i;
        return rule == QuantileRule.School && i + 1 < points.Length && Math.Abs(shares[i] - probability) <= Tolerance
            ? (points[i] + points[i + 1]) / 2
            : points[i];
    }
}
