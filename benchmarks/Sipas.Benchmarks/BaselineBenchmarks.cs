using BenchmarkDotNet.Attributes;
using Sipas.Counting;

namespace Sipas.Benchmarks;

/// <summary>Compares the histogram cube with the ways in which a host would count without it, over ballots in order of
/// arrival.</summary>
[TimesCubeColumn]
[WarmupCount(3)]
[IterationCount(3)]
public class BaselineBenchmarks
{
    private readonly QueryOptions _two = new() { DegreeOfParallelism = 2 };
    private Workload _workload = null!;
    private BallotColumns _columns = null!;
    private HistogramCube _cube = null!;

    [ParamsSource(nameof(Sizes))]
    public int Ballots { get; set; }

    [Params(700, 11_000)]
    public int Units { get; set; }

    public static IEnumerable<int> Sizes => BenchmarkOptions.Current.Sizes;

    private static BallotColumns? CheckedColumns { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _workload = Workload.Of(Ballots, Units);
        _columns = Workload.ColumnsOf(Ballots, Units);
        _cube = _columns.Histogram();
        if (CheckedColumns != _columns)
        {
            CheckBaselines();
            CheckedColumns = _columns;
        }

        Warmup.Up(Cube);
    }

    [Benchmark(Baseline = true)]
    public void Cube() => _columns.Histogram(_cube, null, _two);

    [Benchmark]
    [BenchmarkCategory("Baseline")]
    public long[] PlainLoop()
    {
        const int Row = Workload.Items * Workload.Codes;
        long[] counts = new long[Units * Row];
        byte[] answers = _workload.Answers;
        int[] units = _workload.Units;
        for (int i = 0; i < units.Length; i++)
        {
            int at = units[i] * Row;
            foreach (byte code in answers.AsSpan(i * Workload.Items, Workload.Items))
            {
                counts[at + code]++;
                at += Workload.Codes;
            }
        }

        return counts;
    }

    [Benchmark]
    [BenchmarkCategory("Baseline")]
    public Dictionary<int, int[]> DictionaryOfUnits()
    {
        const int Row = Workload.Items * Workload.Codes;
        var counts = new Dictionary<int, int[]>();
        byte[] answers = _workload.Answers;
        int[] units = _workload.Units;
        for (int i = 0; i < units.Length; i++)
        {
            if (!counts.TryGetValue(units[i], out int[]? row))
            {
                counts[units[i]] = row = new int[Row];
            }

            int at = 0;
            foreach (byte code in answers.AsSpan(i * Workload.Items, Workload.Items))
            {
                row[at + code]++;
                at += Workload.Codes;
            }
        }

        return counts;
    }

    [Benchmark]
    [BenchmarkCategory("Baseline")]
    public Dictionary<int, Dictionary<byte, int>[]> Linq()
    {
        byte[] answers = _workload.Answers;
        return Enumerable.Range(0, Ballots)
            .GroupBy(ballot => _workload.Units[ballot])
            .ToDictionary(
                unit => unit.Key,
                unit => Enumerable.Range(0, Workload.Items)
                    .Select(item => unit.CountBy(ballot => answers[(ballot * Workload.Items) + item]).ToDictionary())
                    .ToArray());
    }

    // Compared results must be equal, otherwise their times mean nothing.
    private void CheckBaselines()
    {
        long[] plain = PlainLoop();
        Dictionary<int, int[]> dictionary = DictionaryOfUnits();
        Dictionary<int, Dictionary<byte, int>[]>? linq = Ballots <= 1_000_000 ? Linq() : null;
        for (int unit = 0; unit < Units; unit++)
        {
            for (int item = 0; item < Workload.Items; item++)
            {
                for (int code = 0; code < Workload.Codes; code++)
                {
                    long expected = plain[(((unit * Workload.Items) + item) * Workload.Codes) + code];
                    bool same = _cube.Count(unit, _workload.Layout.Items[item], code) == expected
                        && (dictionary.TryGetValue(unit, out int[]? row) ? row[(item * Workload.Codes) + code] : 0) == expected
                        && (linq is null || (linq.TryGetValue(unit, out Dictionary<byte, int>[]? items)
                            ? items[item].GetValueOrDefault((byte)code) : 0) == expected);
                    if (!same)
                    {
                        throw new InvalidOperationException($"The counts of unit {unit}, item {item}, code {code} differ.");
                    }
                }
            }
        }
    }
}
