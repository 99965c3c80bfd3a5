using Sipas.Numerics;

namespace Sipas.Estimation;

/// <summary>Estimates whose variance is that between replicates. Every adjustment of the weights is redone inside every replicate.</summary>
/// <remarks>V = Σ_r scale_r (θ_r − c)². Source: Wolter 2007, ch. 3 and 4.</remarks>
public static class ReplicateEstimator
{
    /// <summary>Estimates several statistics together.</summary>
    /// <param name="design">The design with its adjustments.</param>
    /// <param name="statistics">What is estimated.</param>
    /// <param name="plan">The replicates, made for a design of the same units.</param>
    /// <param name="aroundEstimate">True (default) to take deviations from the estimate of the whole sample; false from the mean of the replicates.</param>
    /// <param name="options">Threads; null for the default.</param>
    /// <returns>The estimates with their covariances; a statistic that is undefined in a replicate, or that linearisation gives no variance, has none.</returns>
    /// <exception cref="ArgumentException">The plan was made for a design of other units.</exception>
    /// <exception cref="Problems.SipasException">An adjustment is impossible inside a replicate.</exception>
    public static EstimateSet Estimate(
        SurveyDesign design, IReadOnlyList<Statistic> statistics, ReplicatePlan plan, bool aroundEstimate = true, EstimationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Factors.Any(factors => factors.Length != design.PrimaryUnitCount))
        {
            throw new ArgumentException("The replicates were made for a design of other units.", nameof(plan));
        }

        EstimateSet whole = Estimator.Estimate(design, statistics, options);
        int[][] rows = [.. statistics.Select(its => its.Domain?.Rows ?? [.. Enumerable.Range(0, design.RowCount)])];
        double[][] replicates = [.. statistics.Select(_ => new double[plan.ReplicateCount])];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = options?.MaxDegreeOfParallelism ?? -1 };
        try
        {
            Parallel.For(0, plan.ReplicateCount, threads, r =>
            {
                double[] weights = Reweigh(design, plan.Factors[r]);
                for (int s = 0; s < statistics.Count; s++)
                {
                    replicates[s][r] = PointEstimate.Of(statistics[s], rows[s], weights).Value;
                }
            });
        }
        catch (AggregateException error) when (error.InnerExceptions[0] is Problems.SipasException first)
        {
            throw new Problems.SipasException(first.Problems, error);
        }

        var engine = new ReplicateVariance(design);
        var estimates = new Estimate[statistics.Count];
        var influences = new Influence[statistics.Count];
        for (int s = 0; s < statistics.Count; s++)
        {
            double[] values = replicates[s];
            double centre = aroundEstimate ? whole[s].Value ?? double.NaN : ExactSum.Of(values) / values.Length;
            influences[s] = new Influence
            {
                Sums = [.. values.Select((value, r) => Math.Sqrt(plan.Scales[r]) * (value - centre))],
                Active = whole.ActiveOf(s),
                Noise = 1e-14 * Math.Abs(whole[s].Value ?? 0),
            };
            // What linearisation cannot show, replicates of the same units cannot either: factors on one unit cancel out of a ratio.
            double variance = whole[s].Variance is null ? double.NaN : engine.Variance(influences[s]);
            estimates[s] = whole[s] with
            {
                Variance = double.IsNaN(variance) ? null : variance,
                IsFixedByAdjustment = whole[s].IsFixedByAdjustment && variance == 0,
                DesignEffectWithReplacement = Rescale(whole[s].DesignEffectWithReplacement, variance, whole[s].Variance),
                DesignEffectWithoutReplacement = Rescale(whole[s].DesignEffectWithoutReplacement, variance, whole[s].Variance),
            };
        }

        return new EstimateSet(engine, estimates, influences);
    }

    private static double[] Reweigh(SurveyDesign design, double[] factors)
    {
        double[] weights = new double[design.RowCount];
        for (int row = 0; row < weights.Length; row++)
        {
            weights[row] = design.BaseWeights[row] * factors[design.Levels[0].UnitOfRow[row]];
        }

        return design.Applied.Aggregate(weights, (current, step) => step.Source.Apply(current).Weights);
    }

    private static double? Rescale(double? effect, double variance, double? linearised) =>
        effect is { } known && linearised is > 0 && !double.IsNaN(variance) ? known * variance / linearised : null;
}
