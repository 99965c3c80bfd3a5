using BenchmarkDotNet.Attributes;
using Sipas.Estimation;

namespace Sipas.Benchmarks;

/// <summary>A survey of 22 items in 12 strata and 120 communes: every item, five criteria and the overall index in each
/// of 30 units, with their errors.</summary>
/// <remarks>The plain implementation computes the same sums with doubles and no checks; the results of both are
/// compared before anything is measured.</remarks>
public class EstimationBenchmarks
{
    private const int Strata = 12;
    private const int Communes = 120;
    private const int Units = 30;
    private const int Items = 22;
    private static readonly int[] ItemsOfCriteria = [4, 5, 6, 3, 4];
    private Survey _survey = null!;

    [Params(250_000, 1_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _survey = Stored<Survey>.Of(Rows, () => new Survey(Rows));
        EstimateSet set = EstimateByUnit();
        (double Value, double Variance)[] plain = Plain();
        for (int i = 0; i < plain.Length; i++)
        {
            if (Math.Abs((set[i].Value!.Value / plain[i].Value) - 1) > 1e-9
                || Math.Abs((set[i].Variance!.Value / plain[i].Variance) - 1) > 1e-6)
            {
                throw new InvalidOperationException($"Estimate {i}: {set[i].Value} ± {set[i].Variance} and {plain[i]} are not the same.");
            }
        }
    }

    [Benchmark]
    public EstimateSet EstimateByUnit() => Estimator.Estimate(_survey.Design, _survey.Statistics);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Baseline")]
    public (double Value, double Variance)[] Plain()
    {
        var all = new (double Value, double Variance)[_survey.Statistics.Length];
        Parallel.For(0, all.Length,
            i => all[i] = PlainRatio(_survey.Statistics[i].Values.Span,
                _survey.Statistics[i].Denominator is { } below ? below.Span : default, i / (Items + ItemsOfCriteria.Length + 1)));
        return all;
    }

    // Two passes over all rows: the ratio, then sums of linearised values by commune.
    private (double Value, double Variance) PlainRatio(ReadOnlySpan<double> values, ReadOnlySpan<double> below, int unit)
    {
        double numerator = 0;
        double denominator = 0;
        for (int row = 0; row < values.Length; row++)
        {
            if (_survey.Unit[row] == unit && !double.IsNaN(values[row]))
            {
                numerator += _survey.Weight[row] * values[row];
                denominator += _survey.Weight[row] * (below.IsEmpty ? 1 : below[row]);
            }
        }

        double ratio = numerator / denominator;
        double[] sums = new double[Communes];
        for (int row = 0; row < values.Length; row++)
        {
            if (_survey.Unit[row] == unit && !double.IsNaN(values[row]))
            {
                sums[_survey.Commune[row]] += _survey.Weight[row] * (values[row] - (ratio * (below.IsEmpty ? 1 : below[row])))
                    / denominator;
            }
        }

        const int each = Communes / Strata;
        double variance = 0;
        for (int stratum = 0; stratum < Strata; stratum++)
        {
            ReadOnlySpan<double> own = sums.AsSpan(stratum * each, each);
            double mean = 0;
            foreach (double sum in own)
            {
                mean += sum / each;
            }

            foreach (double sum in own)
            {
                variance += (double)each / (each - 1) * (sum - mean) * (sum - mean);
            }
        }

        return (ratio, variance);
    }

    private sealed class Survey
    {
        public Survey(int rows)
        {
            var random = new Random(20261122);
            (Unit, Commune, Weight) = (new int[rows], new int[rows], new double[rows]);
            double[][] items = [.. Enumerable.Range(0, Items).Select(_ => new double[rows])];
            for (int row = 0; row < rows; row++)
            {
                (Unit[row], Commune[row], Weight[row]) = (random.Next(Units), random.Next(Communes), 5 + (20 * random.NextDouble()));
                double share = 0.75 + (0.05 * (Commune[row] % 4)) + (0.03 * random.NextDouble());
                foreach (double[] item in items)
                {
                    item[row] = random.NextDouble() < 0.06 ? double.NaN : random.NextDouble() < share ? 1 : 0;
                }
            }

            Design = SurveyDesign.Create(new DesignColumns
            {
                Stages = [new DesignStage { Strata = [.. Commune.Select(commune => $"S{commune / (Communes / Strata):00}")],
                    Units = [.. Commune.Select(commune => $"C{commune:000}")] }],
                Weights = Weight,
            });
            var pools = new List<(double[] Satisfied, double[] Valid)>();
            int first = 0;
            foreach (int count in ItemsOfCriteria)
            {
                pools.Add(Indicator.Pool(items[first..(first + count)]));
                first += count;
            }

            pools.Add(Indicator.Pool(items));
            Statistics =
            [
                .. RowSet.By([.. Unit.Select(unit => $"U{unit:00}")]).SelectMany(unit => (IEnumerable<Statistic>)
                [
                    .. items.Select((item, i) => Statistic.Share($"item {i}", item, unit)),
                    .. pools.Select((pool, i) => Statistic.Ratio($"criterion {i}", pool.Satisfied, pool.Valid, unit)),
                ]),
            ];
        }

        public int[] Unit { get; }

        public int[] Commune { get; }

        public double[] Weight { get; }

        public SurveyDesign Design { get; }

        public Statistic[] Statistics { get; }
    }
}
