using System.Globalization;
using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>
/// Raking (iterative proportional fitting): post-stratifies weights to several margins in turn until all margins are
/// met.
/// </summary>
/// <remarks>
/// Ends when no weight changes by a relative amount of more than 1e-10 in a round. Linearised values are replaced by
/// the residuals of their weighted regression on the indicators of all margins. Source: Deville and Särndal, JASA 87,
/// 1992.
/// </remarks>
internal sealed class Raking : WeightAdjustment
{
    private const double Tolerance = 1e-10;
    private const double MarginTolerance = 1e-6;
    private readonly RakingMargin[] _margins;
    private readonly string[][] _labels;
    private readonly int _maximumRounds;

    /// <summary>Creates the step.</summary>
    /// <param name="margins">The margins: one or more; their totals must agree to 1e-6.</param>
    /// <param name="maximumRounds">Maximum number of rounds before the step fails, 1 or more.</param>
    /// <exception cref="ArgumentException">The labels of the margins have different lengths.</exception>
    public Raking(IReadOnlyList<RakingMargin> margins, int maximumRounds = 1000)
    {
        ArgumentNullException.ThrowIfNull(margins);
        ArgumentOutOfRangeException.ThrowIfZero(margins.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumRounds, 1);
        foreach (RakingMargin margin in margins)
        {
            ColumnLength.Require(margin.Labels.Count, margins[0].Labels.Count, nameof(margins), margin.Name);
        }

        _margins = [.. margins];
        _labels = [.. margins.Select(margin => margin.Labels.ToArray())];
        _maximumRounds = maximumRounds;
    }

    /// <inheritdoc/>
    public override string Name => "raking";

    internal override AppliedAdjustment Apply(double[] weights)
    {
        CheckTotals();
        double[] after = [.. weights];
        for (int m = 0; m < _margins.Length; m++)
        {
            ThrowIfLength(_labels[m].Length, weights, _margins[m].Name);
            PostStratification.CheckCells(_margins[m].Name, PostStratification.SumBy(_labels[m], weights), _margins[m].Populations,
                partial: false);
        }

        int round = 0;
        double change = double.PositiveInfinity;
        while (change > Tolerance)
        {
            if (round++ == _maximumRounds)
            {
                throw new SipasException(
                    new Problem(ProblemCodes.AdjustmentNotConverged, Name, change.ToString("R", CultureInfo.InvariantCulture),
                        Show(_maximumRounds)));
            }

            double[] before = [.. after];
            for (int m = 0; m < _margins.Length; m++)
            {
                Dictionary<string, double> sums = PostStratification.SumBy(_labels[m], after);
                for (int row = 0; row < after.Length; row++)
                {
                    if (after[row] != 0)
                    {
                        after[row] *= _margins[m].Populations[_labels[m][row]] / sums[_labels[m][row]];
                    }
                }
            }

            change = 0;
            for (int row = 0; row < after.Length; row++)
            {
                if (before[row] != 0)
                {
                    change = Math.Max(change, Math.Abs((after[row] / before[row]) - 1));
                }
            }
        }

        // With contradictory margins each round can end with the same weights although the margins are not met.
        double misfit = Misfit(after);
        if (misfit > 2 * MarginTolerance)
        {
            throw new SipasException(
                new Problem(ProblemCodes.AdjustmentNotConverged, Name, misfit.ToString("R", CultureInfo.InvariantCulture), Show(round)));
        }

        var projection = new Lazy<WeightedProjection>(() =>
            new WeightedProjection([.. _margins.SelectMany((_, m) => Dummies(_labels[m]))], weights));
        return AppliedAdjustment.Of(this, weights, after, round, misfit, values => projection.Value.Residualise(values));
    }

    internal static IEnumerable<double[]> Dummies(string[] labels)
    {
        foreach (string label in labels.Distinct().Order(StringComparer.Ordinal))
        {
            yield return [.. labels.Select(its => its == label ? 1.0 : 0.0)];
        }
    }

    private double Misfit(double[] weights)
    {
        double worst = 0;
        for (int m = 0; m < _margins.Length; m++)
        {
            Dictionary<string, double> sums = PostStratification.SumBy(_labels[m], weights);
            foreach ((string label, double population) in _margins[m].Populations)
            {
                worst = Math.Max(worst, AppliedAdjustment.RelativeMisfit(sums.GetValueOrDefault(label), population));
            }
        }

        return worst;
    }

    private void CheckTotals()
    {
        double first = ExactSum.Of([.. _margins[0].Populations.Values]);
        foreach (RakingMargin margin in _margins.Skip(1))
        {
            double total = ExactSum.Of([.. margin.Populations.Values]);
            if (Math.Abs(total - first) > MarginTolerance * Math.Max(Math.Abs(total), Math.Abs(first)))
            {
                throw new SipasException(
                    new Problem(ProblemCodes.MarginsDisagree, $"{_margins[0].Name}, {margin.Name}", Show(total), Show(first)));
            }
        }
    }

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
