using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>Estimates statistics with variances by replication. Every weight adjustment is repeated in every replicate.</summary>
/// <remarks>V = Σ_r scale_r (θ_r − c)². Source: Wolter 2007, ch. 3 and 4.</remarks>
internal static class ReplicateEstimator
{
    private const int MaxProblems = 100;

    /// <summary>Estimates several statistics together.</summary>
    /// <param name="design">The design with its adjustments.</param>
    /// <param name="statistics">The statistics.</param>
    /// <param name="plan">The replicates, created for a design with the same sampling units.</param>
    /// <param name="aroundEstimate">
    /// True (default) to take deviations from the full-sample estimate; false from the mean of the replicates.
    /// </param>
    /// <param name="options">Computation options; null for the defaults.</param>
    /// <returns>
    /// The estimates with their covariances. A statistic that is undefined in a replicate, or has no variance by
    /// linearisation, has no variance.
    /// </returns>
    /// <exception cref="ArgumentException">The plan was created for a design with other units.</exception>
    /// <exception cref="SipasException">
    /// A weight adjustment succeeds for the full sample but fails without one unit (<c>EST0632</c>) or in one
    /// half-sample (<c>EST0635</c>): the problems name the unit or half-sample, and the cell or class.
    /// </exception>
    public static EstimateSet Estimate(
        SurveyDesign design, IReadOnlyList<Statistic> statistics, ReplicatePlan plan, bool aroundEstimate = true,
        EstimationOptions? options = null)
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
        var faults = new IReadOnlyList<Problem>?[plan.ReplicateCount];
        Parallel.For(0, plan.ReplicateCount, threads, r =>
        {
            double[] weights;
            try
            {
                weights = Reweigh(design, plan.Factors[r]);
            }
            catch (SipasException error)
            {
                faults[r] = error.Problems;
                return;
            }

            for (int s = 0; s < statistics.Count; s++)
            {
                replicates[s][r] = PointEstimate.Of(statistics[s], rows[s], weights).Value;
            }
        });
        ThrowIfFaulty(plan, faults);
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
            // If linearisation cannot estimate a variance, replication with the same units cannot either: factors on a
            // single unit cancel in a ratio.
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

    // A failure in a replicate is not an error of the sample: the message names the replicate and the failure.
    private static void ThrowIfFaulty(ReplicatePlan plan, IReadOnlyList<Problem>?[] faults)
    {
        bool jackknife = plan.Method is ReplicationMethod.Jackknife1 or ReplicationMethod.JackknifeN;
        string code = jackknife ? ProblemCodes.ReplicateImpossible : ProblemCodes.HalfSampleImpossible;
        Problem[] problems =
            [.. faults.SelectMany((its, r) =>
                (its ?? []).Select(problem => new Problem(code, plan.Names[r], problem.Place ?? problem.Value, problem.Code)))
                .Take(MaxProblems)];
        if (problems.Length > 0)
        {
            throw new SipasException(problems);
        }
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
