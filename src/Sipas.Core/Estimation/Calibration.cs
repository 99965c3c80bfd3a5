using System.Globalization;
using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>Calibration: changes weights as little as possible so that they reproduce known totals, Σ w′ x = X.</summary>
/// <remarks>
/// Newton's method on λ; linearised values are replaced by the residuals of their weighted regression on x. Source:
/// Deville and Särndal, JASA 87, 1992.
/// </remarks>
internal sealed class Calibration : WeightAdjustment
{
    private const double Tolerance = 1e-10;
    private const int MaximumRounds = 100;
    private readonly double[][] _columns;
    private readonly double[] _totals;
    private readonly CalibrationFunction _function;
    private readonly double _lower;
    private readonly double _upper;

    /// <summary>Creates the step.</summary>
    /// <param name="columns">
    /// The auxiliary variables x; a column of ones calibrates to the population size. Collinear columns are allowed
    /// when their totals agree.
    /// </param>
    /// <param name="totals">The population total of each column.</param>
    /// <param name="function">The calibration function.</param>
    /// <param name="bounds">
    /// Bounds L &lt; 1 &lt; U on g = w′/w, not on w′; required for <see cref="CalibrationFunction.Logit"/>, not
    /// supported for <see cref="CalibrationFunction.Raking"/>.
    /// </param>
    /// <exception cref="SipasException">The bounds do not enclose 1, are missing or are not supported (<c>EST0208</c>).</exception>
    /// <exception cref="ArgumentException">
    /// The number of totals differs from the number of columns, or columns have different lengths.
    /// </exception>
    public Calibration(IReadOnlyList<double[]> columns, IReadOnlyList<double> totals,
        CalibrationFunction function = CalibrationFunction.Linear, Interval? bounds = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(totals);
        if (columns.Count == 0)
        {
            throw new ArgumentException("One or more columns are needed.", nameof(columns));
        }

        if (columns.Count != totals.Count)
        {
            throw new ArgumentException($"There are {totals.Count} totals for {columns.Count} columns.", nameof(totals));
        }

        for (int c = 0; c < columns.Count; c++)
        {
            ColumnLength.Require(columns[c].Length, columns[0].Length, nameof(columns), $"column {c + 1}");
        }

        bool needed = function == CalibrationFunction.Logit;
        bool refused = function == CalibrationFunction.Raking;
        if ((needed && bounds is null) || (refused && bounds is not null)
            || (bounds is { } its && !(its.Lower < 1 && its.Upper > 1 && double.IsFinite(its.Width))))
        {
            throw new SipasException(new Problem(ProblemCodes.CalibrationBounds, function.ToString(), bounds?.ToString(),
                needed || !refused ? "L < 1 < U" : "—"));
        }

        _columns = [.. columns];
        _totals = [.. totals];
        _function = function;
        _lower = bounds?.Lower ?? double.NegativeInfinity;
        _upper = bounds?.Upper ?? double.PositiveInfinity;
    }

    /// <inheritdoc/>
    public override string Name => "calibration";

    internal override AppliedAdjustment Apply(double[] weights)
    {
        double[][] columns = [.. _columns.Select((column, c) => Clean(column, c, weights))];
        double[] scores = new double[weights.Length];
        double[] after = [.. weights];
        double[] gap = Gap(columns, after);
        double misfit = Misfit(gap);
        int round = 0;
        while (misfit >= Tolerance)
        {
            if (round++ == MaximumRounds)
            {
                throw NotMet(misfit);
            }

            double[] slopes = new double[weights.Length];
            for (int row = 0; row < slopes.Length; row++)
            {
                slopes[row] = weights[row] * Slope(scores[row]);
            }

            double[] step = new WeightedProjection(columns, slopes).SolveNormal(gap);
            if (_function == CalibrationFunction.Linear && !double.IsInfinity(_lower))
            {
                // Rows at a bound have slope 0 and do not enter the projection, but their x′λ changes too.
                step = Extend(columns, slopes, step, gap);
            }

            (scores, after, gap, double reached) = Step(columns, weights, scores, step, misfit);
            if (!(reached < misfit) && misfit >= Tolerance)
            {
                throw NotMet(misfit);
            }

            misfit = reached;
        }

        var projection = new Lazy<WeightedProjection>(() => new WeightedProjection(columns, weights));
        return AppliedAdjustment.Of(this, weights, after, Math.Max(1, round), misfit, values => projection.Value.Residualise(values));
    }

    private (double[] Scores, double[] Weights, double[] Gap, double Misfit) Step(
        double[][] columns, double[] weights, double[] scores, double[] step, double misfit)
    {
        double length = 1;
        while (true)
        {
            double[] tried = new double[scores.Length];
            double[] after = new double[scores.Length];
            for (int row = 0; row < tried.Length; row++)
            {
                tried[row] = scores[row] + (length * step[row]);
                after[row] = weights[row] == 0 ? 0 : weights[row] * Factor(tried[row]);
            }

            double[] gap = Gap(columns, after);
            double reached = Misfit(gap);
            if (reached < misfit || length < 1e-6)
            {
                return (tried, after, gap, reached);
            }

            length /= 2;
        }
    }

    // Solves the normal equations for λ on the rows with a positive slope, then computes x′λ for every row.
    private static double[] Extend(double[][] columns, double[] slopes, double[] step, double[] gap)
    {
        double[] lambda = new WeightedProjection(columns, slopes).SolveCoefficients(gap);
        double[] all = new double[step.Length];
        for (int row = 0; row < all.Length; row++)
        {
            for (int c = 0; c < lambda.Length; c++)
            {
                all[row] += columns[c][row] * lambda[c];
            }
        }

        return all;
    }

    private double Factor(double u)
    {
        switch (_function)
        {
            case CalibrationFunction.Linear:
                return Math.Clamp(1 + u, _lower, _upper);
            case CalibrationFunction.Raking:
                return Math.Exp(u);
            default:
                double rest = Rest(u);
                return _lower + ((_upper - _lower) * (1 - rest));
        }
    }

    private double Slope(double u)
    {
        switch (_function)
        {
            case CalibrationFunction.Linear:
                return 1 + u >= _lower && 1 + u <= _upper ? 1 : 0;
            case CalibrationFunction.Raking:
                return Math.Exp(u);
            default:
                double rest = Rest(u);
                double steepness = (_upper - _lower) / ((1 - _lower) * (_upper - 1));
                return (_upper - _lower) * steepness * rest * (1 - rest);
        }
    }

    // The relative distance of g from U towards L: (U − 1) ÷ (U − 1 + (1 − L) exp(A u)), computed so that the
    // exponential cannot overflow.
    private double Rest(double u)
    {
        double steepness = (_upper - _lower) / ((1 - _lower) * (_upper - 1));
        double x = (steepness * u) + Math.Log((1 - _lower) / (_upper - 1));
        return x > 0 ? Math.Exp(-x) / (1 + Math.Exp(-x)) : 1 / (1 + Math.Exp(x));
    }

    private double[] Gap(double[][] columns, double[] weights)
    {
        var sum = new ExactSum();
        double[] gap = new double[columns.Length];
        for (int c = 0; c < columns.Length; c++)
        {
            sum.Clear();
            for (int row = 0; row < weights.Length; row++)
            {
                sum.Add(weights[row] * columns[c][row]);
            }

            gap[c] = _totals[c] - sum.ToDouble();
        }

        return gap;
    }

    private double Misfit(double[] gap)
    {
        double worst = 0;
        for (int c = 0; c < gap.Length; c++)
        {
            worst = Math.Max(worst, Math.Abs(gap[c]) / (1 + Math.Abs(_totals[c])));
        }

        return double.IsNaN(worst) ? double.PositiveInfinity : worst;
    }

    private static double[] Clean(double[] column, int index, double[] weights)
    {
        ThrowIfLength(column.Length, weights, $"column {index + 1}");
        double[] clean = new double[column.Length];
        for (int row = 0; row < clean.Length; row++)
        {
            if (weights[row] != 0)
            {
                clean[row] = double.IsFinite(column[row])
                    ? column[row]
                    : throw new SipasException(new Problem(ProblemCodes.CalibrationValueMissing, $"column {index + 1}, row {row + 1}"));
            }
        }

        return clean;
    }

    private SipasException NotMet(double misfit) =>
        new(new Problem(
            ProblemCodes.CalibrationInfeasible, Name, misfit.ToString("R", CultureInfo.InvariantCulture),
            Tolerance.ToString("R", CultureInfo.InvariantCulture)));
}
