using Sipas.Mathematics;

namespace Sipas.Estimation;

/// <summary>The value of a statistic for given weights, with its counts.</summary>
internal readonly record struct PointEstimate
{
    /// <summary>The estimate; NaN when undefined.</summary>
    public required double Value { get; init; }

    /// <summary>The divisor of the linearised values: 1 for a total, N̂ for a mean, Ŷ for a ratio.</summary>
    public required double Divisor { get; init; }

    public required double WeightSum { get; init; }

    public required double ObservationCount { get; init; }

    public required long RowCount { get; init; }

    public required long MissingCount { get; init; }

    public static PointEstimate Of(Statistic statistic, int[] rows, double[] weights)
    {
        ReadOnlySpan<double> values = statistic.Values.Span;
        ReadOnlySpan<double> denominator = statistic.Denominator is { } its ? its.Span : default;
        var weightSum = new ExactSum();
        var total = new ExactSum();
        var below = new ExactSum();
        var observations = new ExactSum();
        long whole = 0;
        long n = 0;
        long missing = 0;
        foreach (int row in rows)
        {
            double w = weights[row];
            if (w == 0)
            {
                continue;
            }

            double y = values[row];
            double d = denominator.IsEmpty ? 1 : denominator[row];
            if (double.IsNaN(y) || double.IsNaN(d))
            {
                missing++;
                continue;
            }

            n++;
            weightSum.Add(w);
            total.Add(w * y);
            if (!denominator.IsEmpty)
            {
                // Denominators are nearly always counts of answers, which are added exactly as integers.
                if (d == (int)d)
                {
                    whole += (int)d;
                }
                else
                {
                    observations.Add(d);
                }

                below.Add(w * d);
            }
        }

        double sum = weightSum.ToDouble();
        double divisor = statistic.Kind switch { StatisticKind.Total => 1, StatisticKind.Ratio => below.ToDouble(), _ => sum };
        return new PointEstimate
        {
            Value = divisor == 0 ? double.NaN : total.ToDouble() / divisor,
            Divisor = divisor,
            WeightSum = sum,
            ObservationCount = denominator.IsEmpty ? n : whole + observations.ToDouble(),
            RowCount = n,
            MissingCount = missing,
        };
    }
}
