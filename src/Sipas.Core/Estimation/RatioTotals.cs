using System.Runtime.Intrinsics;
using Sipas.Mathematics;

namespace Sipas.Estimation;

/// <summary>
/// Computes a ratio of two columns of small counts in one pass: accumulates the weight of each pair of counts by unit,
/// z = (A − R B) ÷ B̂. Equal to the plain two-pass computation up to rounding, and tested against it.
/// </summary>
/// <remarks>Sums of counts are exact, so centring after summing loses no precision; other columns are centred row by row.</remarks>
internal static class RatioTotals
{
    // With integers the residuals are either exactly zero or exceed this fraction of the sum of squares.
    private const double LeastPart = 1e-12;

    /// <summary>Fills the sums and the active units of an influence.</summary>
    /// <param name="statistic">A ratio.</param>
    /// <param name="largest">The largest count of both columns, at most <see cref="WholeWeights.LargestFactor"/>.</param>
    /// <param name="rows">The rows of its domain.</param>
    /// <param name="unitSums">Receives z of each unit.</param>
    /// <param name="active">Receives the units with a value.</param>
    /// <returns>The ratio with its counts, and Σ w (x − R y)².</returns>
    public static (PointEstimate Point, double Squares) Compute(
        Statistic statistic, int largest, WholeWeights rows, double[] unitSums, bool[] active)
    {
        ReadOnlySpan<double> above = statistic.Values.Span;
        ReadOnlySpan<double> below = statistic.Denominator!.Value.Span;
        ReadOnlySpan<int> order = rows.Rows;
        ReadOnlySpan<int> units = rows.Units;
        double[] numerators = new double[unitSums.Length];
        double[] denominators = new double[unitSums.Length];
        int width = largest + 1;
        var cells = new Vector128<long>[width * width];
        UInt128[] all = new UInt128[cells.Length];
        long observations = 0;
        var reader = new ExactSum();
        long n = 0;
        for (int i = 0; i < order.Length;)
        {
            int unit = units[i];
            long before = n;
            for (; i < order.Length && units[i] == unit; i++)
            {
                double x = above[order[i]];
                double y = below[order[i]];
                if (double.IsNaN(x) || double.IsNaN(y))
                {
                    continue;
                }

                n++;
                observations += (long)y;
                cells[((int)x * width) + (int)y] += rows.Halves[i];
            }

            active[unit] = n > before;
            (UInt128 a, UInt128 b) = (0, 0);
            for (int cell = 0; cell < cells.Length; cell++)
            {
                if (cells[cell] != default)
                {
                    UInt128 weight = rows.Join(cells[cell]);
                    a += weight * (uint)(cell / width);
                    b += weight * (uint)(cell % width);
                    all[cell] += weight;
                    cells[cell] = default;
                }
            }

            numerators[unit] = rows.ToDouble(a, reader);
            denominators[unit] = rows.ToDouble(b, reader);
        }

        Sums sums = Add(all, width);
        double divisor = rows.ToDouble(sums.Y, reader);
        double ratio = divisor == 0 ? double.NaN : rows.ToDouble(sums.X, reader) / divisor;
        for (int unit = 0; unit < unitSums.Length && divisor != 0; unit++)
        {
            unitSums[unit] = (numerators[unit] - (ratio * denominators[unit])) / divisor;
        }

        double ofX = rows.ToDouble(sums.XX, reader);
        double squares = ofX - (2 * ratio * rows.ToDouble(sums.XY, reader)) + (ratio * ratio * rows.ToDouble(sums.YY, reader));
        var point = new PointEstimate
        {
            Value = ratio,
            Divisor = divisor,
            WeightSum = rows.ToDouble(sums.Weight, reader),
            ObservationCount = observations,
            RowCount = n,
            MissingCount = order.Length - n,
        };
        return (point, squares > LeastPart * ofX ? squares : 0);
    }

    private static Sums Add(UInt128[] cells, int width)
    {
        var sums = default(Sums);
        for (int cell = 0; cell < cells.Length; cell++)
        {
            (uint x, uint y) = ((uint)(cell / width), (uint)(cell % width));
            sums.Weight += cells[cell];
            sums.X += cells[cell] * x;
            sums.Y += cells[cell] * y;
            sums.XX += cells[cell] * (x * x);
            sums.XY += cells[cell] * (x * y);
            sums.YY += cells[cell] * (y * y);
        }

        return sums;
    }

    private record struct Sums(UInt128 Weight, UInt128 X, UInt128 Y, UInt128 XX, UInt128 XY, UInt128 YY);
}
