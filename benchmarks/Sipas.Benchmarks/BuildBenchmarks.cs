using BenchmarkDotNet.Attributes;

namespace Sipas.Benchmarks;

/// <summary>Builds the columns for counting from parsed ballots in order of arrival: one thread.</summary>
[BallotRateColumn]
[WarmupCount(5)]
[IterationCount(7)]
public class BuildBenchmarks
{
    private Workload _workload = null!;

    [ParamsSource(nameof(Sizes))]
    public int Ballots { get; set; }

    [Params(700, 11_000)]
    public int Units { get; set; }

    public static IEnumerable<int> Sizes => BenchmarkOptions.Current.Sizes;

    [GlobalSetup]
    public void Setup() => _workload = Workload.Of(Ballots, Units);

    [Benchmark]
    public object BuildColumns() => _workload.Build();
}
