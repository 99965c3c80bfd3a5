using Sipas.Numerics;

namespace Sipas.Estimation;

/// <summary>A ratio of two columns of counts in one pass: weighted numerator and denominator by unit, z = (A − R B) ÷ B̂. Equal to the plain two passes up to rounding, and tested against them.</summary>
/// <remarks>Counts cannot cancel badly, so nothing is lost by centring after summing; columns that are not whole numbers are centred row by row.</remarks>
internal static class RatioTotals
{
    private const double LargestCount = 1 << 20;

    // Of whole numbers either nothing is left of the residuals, or more than this part of the squares.
    private const double LeastPart = 1e-12;

    /// <summary>Whether the pass may be tried: a ratio, unadjusted linearisation, one stage of variance, and units that hold many rows.</summary>
    public static bool Fits(SurveyDesign design, Statistic statistic, SortedRows rows) =>
        statistic.Kind == StatisticKind.Ratio && design.VarianceStages == 1 && rows.Rows.Length >= 8L * design.PrimaryUnitCount
        && !design.Applied.Any(step => step.Residualises);

    /// <summary>Fills the sums and the active units of an influence.</summary>
    /// <returns>The ratio with its counts, and Σ w (x − R y)²; null when a column holds other numbers than counts, and then nothing is filled.</returns>
    public static (PointEstimate Point, double Squares)? Compute(Statistic statistic, SortedRows rows, double[] unitSums, bool[] active)
    {
        ReadOnlySpan<double> above = statistic.Values.Span;
        ReadOnlySpan<double> below = statistic.Denominator!.Value.Span;
        int[] order = rows.Rows;
        double[] numerators = new double[unitSums.Length];
        double[] denominators = new double[unitSums.Length];
        bool[] counted = new bool[unitSums.Length];
        (ExactSum a, ExactSum b, ExactSum w) = (new(), new(), new());
        (ExactSum allA, ExactSum allB) = (new(), new());
        (ExactSum aa, ExactSum ab, ExactSum bb) = (new(), new(), new());
        long observations = 0;
        long n = 0;
        long missing = 0;
        for (int i = 0; i < order.Length;)
        {
            int unit = rows.Units[i];
            long before = n;
            for (; i < order.Length && rows.Units[i] == unit; i++)
            {
                double weight = rows.Weights[i];
                double x = above[order[i]];
                double y = below[order[i]];
                if (weight == 0)
                {
                    continue;
                }

                if (double.IsNaN(x) || double.IsNaN(y))
                {
                    missing++;
                    continue;
                }

                if (x != Math.Floor(x) || y != Math.Floor(y) || Math.Abs(x) > LargestCount || Math.Abs(y) > LargestCount)
                {
                    return null;
                }

                n++;
                observations += (long)y;
                w.Add(weight);
                double wx = weight * x;
                double wy = weight * y;
                a.Add(wx);
                b.Add(wy);
                aa.Add(wx * x);
                ab.Add(wx * y);
                bb.Add(wy * y);
            }

            counted[unit] = n > before;
            numerators[unit] = a.ToDouble();
            denominators[unit] = b.ToDouble();
            allA.Add(a);
            allB.Add(b);
            a.Clear();
            b.Clear();
        }

        double divisor = allB.ToDouble();
        double ratio = divisor == 0 ? double.NaN : allA.ToDouble() / divisor;
        counted.CopyTo(active, 0);
        for (int unit = 0; unit < unitSums.Length && divisor != 0; unit++)
        {
            unitSums[unit] = (numerators[unit] - (ratio * denominators[unit])) / divisor;
        }

        double squares = aa.ToDouble() - (2 * ratio * ab.ToDouble()) + (ratio * ratio * bb.ToDouble());
        double sum = w.ToDouble();
        var point = new PointEstimate { Value = ratio, Divisor = divisor, WeightSum = sum, ObservationCount = observations, RowCount = n, MissingCount = missing };
        return (point, squares > LeastPart * aa.ToDouble() ? squares : 0);
    }
}
