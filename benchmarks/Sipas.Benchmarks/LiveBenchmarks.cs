using BenchmarkDotNet.Attributes;
using Sipas.Counting;

namespace Sipas.Benchmarks;

/// <summary>One ballot appended, and the unit's five criteria read.</summary>
[AllocatesAsItGrows(4 * Ring)]
public class LiveBenchmarks
{
    private const int Ring = 65_536;
    private readonly long[] _satisfied = new long[5];
    private readonly long[] _valid = new long[5];
    private Workload _workload = null!;
    private LiveCounts _live = null!;
    private LiveBallotColumns _columns = null!;
    private BallotFacts[] _facts = null!;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        _workload = Workload.Of(1_000_000, 700);
        _live = new LiveCounts(_workload.Layout);
        _columns = new LiveBallotColumns(_workload.Schema);
        _facts = [.. Enumerable.Range(0, Ring).Select(_workload.FactsOf)];
        for (int i = 0; i < Ring; i++)
        {
            _live.Add(_facts[i], _workload.AnswersOf(i));
        }
    }

    [Benchmark]
    public void CountOne()
    {
        int ballot = _next++ & (Ring - 1);
        _live.Add(_facts[ballot], _workload.AnswersOf(ballot));
    }

    [Benchmark]
    public long CountOneAndReadFiveCriteria()
    {
        int ballot = _next++ & (Ring - 1);
        _live.Add(_facts[ballot], _workload.AnswersOf(ballot));
        return _live.ReadCriteria(_facts[ballot].Unit, null, _workload.Criteria, _satisfied, _valid);
    }

    [Benchmark]
    public void AppendOneToColumns()
    {
        int ballot = _next++ & (Ring - 1);
        _columns.Append(_facts[ballot], _workload.AnswersOf(ballot));
    }
}
