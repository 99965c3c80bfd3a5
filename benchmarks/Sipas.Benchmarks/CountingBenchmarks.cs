using System.Numerics;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Counting.Kernels;

namespace Sipas.Benchmarks;

/// <summary>Counting built ballots: the queries, the code paths, and the memory they read. Two threads unless stated
/// otherwise.</summary>
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

    // A filter by answers about the respondent: one answer of one item, two of another.
    private static readonly BallotFilter Answered =
        new() { Answers = new Dictionary<int, IReadOnlyCollection<byte>> { [3] = [4], [17] = [3, 5] } };

    private static readonly BallotFilter March = new() { From = Workload.FirstDay.AddDays(59), To = Workload.FirstDay.AddDays(89) };

    private readonly QueryOptions _two = new() { DegreeOfParallelism = Threads };
    private BallotColumns _columns = null!;
    private HistogramCube _cube = null!;
    private HistogramCube _months = null!;
    private BallotCounts _distinct = null!;
    private HistogramCube _modes = null!;
    private HistogramCube _answers = null!;
    private HistogramCube _procedureCube = null!;

    [ParamsSource(nameof(Sizes))]
    public int Ballots { get; set; }

    [Params(700, 11_000)]
    public int Units { get; set; }

    public static IEnumerable<int> Sizes => BenchmarkOptions.Current.Sizes;

    [GlobalSetup]
    public void Setup()
    {
        _columns = Workload.ColumnsOf(Ballots, Units);
        _cube = _columns.Histogram();
        _months = _columns.Histogram(axis: CubeAxis.Month);
        _distinct = _columns.CountBallots(axis: CubeAxis.Mode);
        _modes = _columns.Histogram(axis: CubeAxis.Mode);
        _answers = _columns.Histogram(axis: CubeAxis.Answer(3), perUnit: false);
        _procedureCube = _columns.Histogram(axis: CubeAxis.ProcedureField, perUnit: false);
        Warmup.Up(Cube);
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("Baseline")]
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
    public object CubeAllocated() => _columns.Histogram(options: _two);

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
    public void CubeFilteredByAnswers() => _columns.Histogram(_cube, Answered, _two);

    [Benchmark]
    public void CubeOfAllUnitsByAnswer() => _columns.Histogram(_answers, null, _two);

    [Benchmark]
    public void CubeByMonth() => _columns.Histogram(_months, null, _two);

    [Benchmark]
    public void DistinctBallotsByMode() => _columns.CountBallots(_distinct, Kiosk, _two);

    [Benchmark]
    public void CubeByMode() => _columns.Histogram(_modes, null, _two);

    [Benchmark]
    public void CubeOfAllUnitsByProcedure() => _columns.Histogram(_procedureCube, null, _two);

    [Benchmark]
    public void CubeOfAMonth() => _columns.Histogram(_cube, March, _two);

    private ulong Sum(int part)
    {
        ulong sum = 0;
        foreach (ulong[] words in _columns.Segments[0].Segment.Groups)
        {
            ReadOnlySpan<Vector<ulong>> vectors = MemoryMarshal
                .Cast<ulong, Vector<ulong>>(words.AsSpan((int)((long)words.Length * part / Threads), words.Length / Threads));
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
