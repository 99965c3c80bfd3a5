using Sipas.Numerics;

namespace Sipas.Estimation;

/// <summary>A share in one pass: satisfied and valid weight by unit, z = (T − p N) ÷ N̂. Equal to the plain two passes up to rounding, and tested against them.</summary>
/// <remarks>Zeros and ones cannot cancel badly, so nothing is lost by centring after summing; other columns are centred row by row.</remarks>
internal static class ShareTotals
{
    /// <summary>Whether the pass applies: a share, unadjusted linearisation, one stage of variance, and units that hold many rows.</summary>
    public static bool Fits(SurveyDesign design, Statistic statistic, SortedRows rows) =>
        statistic.Kind == StatisticKind.Share && design.VarianceStages == 1 && rows.Rows.Length >= 8L * design.PrimaryUnitCount
        && !design.Applied.Any(step => step.Residualises);

    /// <summary>Fills the sums and the active units of an influence.</summary>
    /// <returns>The share with its counts, and Σ w (y − p)².</returns>
    public static (PointEstimate Point, double Squares) Compute(Statistic statistic, SortedRows rows, double[] unitSums, bool[] active)
    {
        ReadOnlySpan<double> values = statistic.Values.Span;
        int[] order = rows.Rows;
        double[] weights = rows.Weights;
        int[] units = rows.Units;
        double[] satisfied = new double[unitSums.Length];
        double[] valid = new double[unitSums.Length];
        var unitSatisfied = new ExactSum();
        var unitValid = new ExactSum();
        var allSatisfied = new ExactSum();
        var allValid = new ExactSum();
        long n = 0;
        long missing = 0;
        for (int i = 0; i < order.Length;)
        {
            int unit = units[i];
            long before = n;
            for (; i < order.Length && units[i] == unit; i++)
            {
                double w = weights[i];
                double y = values[order[i]];
                if (w == 0)
                {
                    continue;
                }

                if (double.IsNaN(y))
                {
                    missing++;
                    continue;
                }

                n++;
                unitValid.Add(w);
                if (y != 0)
                {
                    unitSatisfied.Add(w);
                }
            }

            active[unit] = n > before;
            satisfied[unit] = unitSatisfied.ToDouble();
            valid[unit] = unitValid.ToDouble();
            allSatisfied.Add(unitSatisfied);
            allValid.Add(unitValid);
            unitSatisfied.Clear();
            unitValid.Clear();
        }

        double sum = allValid.ToDouble();
        double total = allSatisfied.ToDouble();
        double share = sum == 0 ? double.NaN : total / sum;
        for (int unit = 0; unit < unitSums.Length && sum != 0; unit++)
        {
            unitSums[unit] = (satisfied[unit] - (share * valid[unit])) / sum;
        }

        var point = new PointEstimate { Value = share, Divisor = sum, WeightSum = sum, ObservationCount = n, RowCount = n, MissingCount = missing };
        return (point, sum * share * (1 - share));
    }
}
