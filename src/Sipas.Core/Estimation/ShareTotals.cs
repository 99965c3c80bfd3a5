using System.Runtime.Intrinsics;
using Sipas.Mathematics;

namespace Sipas.Estimation;

/// <summary>
/// Computes a share in one pass: accumulates satisfied and valid weight by unit, z = (T − p N) ÷ N̂. Equal to the plain
/// two-pass computation up to rounding, and tested against it.
/// </summary>
/// <remarks>
/// Sums of zeros and ones are exact, so centring after summing loses no precision; other columns are centred row by
/// row.
/// </remarks>
internal static class ShareTotals
{
    /// <summary>Fills the sums and the active units of an influence.</summary>
    /// <param name="statistic">A share.</param>
    /// <param name="rows">The rows of its domain.</param>
    /// <param name="unitSums">Receives z of each unit.</param>
    /// <param name="active">Receives the units with a value.</param>
    /// <returns>The share with its counts, and Σ w (y − p)².</returns>
    public static (PointEstimate Point, double Squares) Compute(Statistic statistic, WholeWeights rows, double[] unitSums, bool[] active)
    {
        ReadOnlySpan<double> values = statistic.Values.Span;
        ReadOnlySpan<int> order = rows.Rows;
        ReadOnlySpan<int> units = rows.Units;
        ReadOnlySpan<Vector128<long>> halves = rows.Halves;
        double[] satisfied = new double[unitSums.Length];
        double[] valid = new double[unitSums.Length];
        (UInt128 allSatisfied, UInt128 allValid) = (0, 0);
        var reader = new ExactSum();
        long n = 0;
        for (int i = 0; i < order.Length;)
        {
            int unit = units[i];
            Vector128<long> above = default;
            Vector128<long> all = default;
            Vector128<long> here = default;
            for (; i < order.Length && units[i] == unit; i++)
            {
                // NaN is the only value that is not equal to itself.
                var value = Vector128.Create(values[order[i]]);
                Vector128<long> isValid = Vector128.Equals(value, value).AsInt64();
                all += halves[i] & isValid;
                above += halves[i] & Vector128.Equals(value, Vector128<double>.One).AsInt64();
                here -= isValid;
            }

            UInt128 unitSatisfied = rows.Join(above);
            UInt128 unitValid = rows.Join(all);
            satisfied[unit] = rows.ToDouble(unitSatisfied, reader);
            valid[unit] = rows.ToDouble(unitValid, reader);
            allSatisfied += unitSatisfied;
            allValid += unitValid;
            active[unit] = here.ToScalar() > 0;
            n += here.ToScalar();
        }

        double sum = rows.ToDouble(allValid, reader);
        double share = sum == 0 ? double.NaN : rows.ToDouble(allSatisfied, reader) / sum;
        for (int unit = 0; unit < unitSums.Length && sum != 0; unit++)
        {
            unitSums[unit] = (satisfied[unit] - (share * valid[unit])) / sum;
        }

        var point = new PointEstimate
        {
            Value = share,
            Divisor = sum,
            WeightSum = sum,
            ObservationCount = n,
            RowCount = n,
            MissingCount = order.Length - n,
        };
        return (point, sum * share * (1 - share));
    }
}
