using System.Numerics;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Sipas.Aggregation;
using Sipas.Aggregation.Kernels;
using Sipas.Ballots;

namespace Sipas.Benchmarks;

/// <summary>Counting built ballots: the queries, the paths, the memory they read, and the ways a host would count without them. Two threads where not said otherwise.</summary>
[ReadShareColumn]
[TimesCubeColumn]
public class CountingBenchmarks
{
    private const int Threads = 2;

    private static readonly BallotFilter Kiosk = new()
    {
        Modes = [CollectionMode.Kiosk],
        Attributes = new Dictionary<int, IReadOnlyCollection<byte>> { [0] = [1] },
    };

    private readonly QueryOptions _two = new() { DegreeOfParallelism = Threads };
    private Workload _workload = null!;
    private BallotColumns _columns = null!;
    private HistogramCube _cube = null!;
    private HistogramCube _months = null!;
    private CriterionSums _sums = null!;
    private CriterionSums _procedures = null!;
    private BallotFilter _quarter = null!;

    [ParamsSource(nameof(Sizes))]
    public int Ballots { get; set; }

    [Params(700, 11_000)]
    public int Units { get; set; }

    private static BallotColumns? CheckedColumns { get; set; }

    public static IEnumerable<int> Sizes => BenchmarkOptions.Current.Sizes;

    [GlobalSetup]
    public void Setup()
    {
        _workload = Workload.Of(Ballots, Units);
        _columns = Workload.ColumnsOf(Ballots, Units);
        _cube = _columns.Histogram();
        _months = _columns.Histogram(axis: CubeAxis.Month);
        _sums = _columns.SumCriteria(_workload.Criteria);
        _procedures = _columns.SumCriteria(_workload.Criteria, axis: CubeAxis.ProcedureField, perUnit: false);
        _quarter = new BallotFilter
        {
            Units = [.. Enumerable.Range(0, Units).Where(unit => unit % 4 == 1)],
            From = Workload.FirstDay,
            To = Workload.FirstDay.AddDays(182),
        };
        if (CheckedColumns != _columns)
        {
            CheckRivals();
            CheckedColumns = _columns;
        }
    }

    [Benchmark(Baseline = true)]
    public ulong ReadSameBytes()
    {
        var parts = new Task<ulong>[Threads];
        for (int i = 0; i < Threads; i++)
        {
            int part = i;
            parts[i] = Task.Run(() => Sum(part));
        }

        return parts[0].Result + parts[1].Result;
    }

    [Benchmark]
    public void Cube() => _columns.Histogram(_cube, null, _two);

    [Benchmark]
    public HistogramCube CubeAllocated() => _columns.Histogram(options: _two);

    [Benchmark]
    public void CubeOneThread() => _columns.Histogram(_cube);

    [Benchmark]
    public void CubeVector256() => _columns.Histogram(_cube, null, _two with { Path = VectorPath.Vector256 });

    [Benchmark]
    public void CubeVector128() => _columns.Histogram(_cube, null, _two with { Path = VectorPath.Vector128 });

    [Benchmark]
    public void CubeScalar() => _columns.Histogram(_cube, null, _two with { Path = VectorPath.Scalar });

    [Benchmark]
    public void CubeFiltered() => _columns.Histogram(_cube, Kiosk, _two);

    [Benchmark]
    public void CubeByMonth() => _columns.Histogram(_months, null, _two);

    [Benchmark]
    public void CriterionSums() => _columns.SumCriteria(_sums, null, _two);

    [Benchmark]
    public void SumsByProcedureOfAQuarterOfUnits() => _columns.SumCriteria(_procedures, _quarter, _two);

    [Benchmark]
    public CrossTabulation CrossTabulation() => _columns.CrossTabulate(_workload.Layout.Items[0], _workload.Layout.Items[21], null, _two);

    [Benchmark]
    [BenchmarkCategory("Rival")]
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
    [BenchmarkCategory("Rival")]
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
    [BenchmarkCategory("Rival")]
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

    // What is compared must be equal, or its times mean nothing.
    private void CheckRivals()
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
                        && (linq is null || (linq.TryGetValue(unit, out Dictionary<byte, int>[]? items) ? items[item].GetValueOrDefault((byte)code) : 0) == expected);
                    if (!same)
                    {
                        throw new InvalidOperationException($"The counts of unit {unit}, item {item}, code {code} differ.");
                    }
                }
            }
        }
    }

    private ulong Sum(int part)
    {
        ulong sum = 0;
        foreach (ulong[] words in _columns.Segments[0].Segment.Groups)
        {
            ReadOnlySpan<Vector<ulong>> vectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(words.AsSpan((int)((long)words.Length * part / Threads), words.Length / Threads));
            Vector<ulong> a = default, b = default, c = default, d = default;
            for (; vectors.Length >= 4; vectors = vectors[4..])
            {
                a += vectors[0];
                b += vectors[1];
                c += vectors[2];
                d += vectors[3];
            }

            sum += Vector.Sum(a + b + c + d);
        }

        return sum;
    }
}
