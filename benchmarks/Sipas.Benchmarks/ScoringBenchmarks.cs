using BenchmarkDotNet.Attributes;
using Sipas.Counting;
using Sipas.Packs;
using Sipas.Scoring;

namespace Sipas.Benchmarks;

/// <summary>All scores of 700 units, about ten million ballots, from their counts: the time does not depend on the
/// number of ballots.</summary>
public class ScoringBenchmarks
{
    private const int Units = 700;
    private const int Doublings = 9;
    private MethodPack _pack = null!;
    private AnswerTally[] _tallies = null!;

    [Params("bnv-2640-2017", "bnv-1001-2023")]
    public string Pack { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _pack = MethodPacks.Shipped(Pack);
        var layout = new AnswerLayout(_pack, _pack.Questionnaires[0]);
        var random = new Random(20261121);
        _tallies = [.. Enumerable.Range(0, Units).Select(_ => Tally(layout, random))];
    }

    [Benchmark(Baseline = true)]
    public ScoreCard[] ScoreUnits()
    {
        var cards = new ScoreCard[_tallies.Length];
        for (int i = 0; i < cards.Length; i++)
        {
            cards[i] = Scorer.Score(_pack, _tallies[i]);
        }

        return cards;
    }

    // 28 random ballots, doubled nine times: 14 336 ballots per unit, 10 035 200 in total.
    private static AnswerTally Tally(AnswerLayout layout, Random random)
    {
        var tally = new AnswerTally(layout);
        byte[] codes = new byte[layout.Items.Count];
        for (int ballot = 0; ballot < 28; ballot++)
        {
            for (int i = 0; i < codes.Length; i++)
            {
                codes[i] = (byte)random.Next(layout.Items[i].LevelCount + 1);
            }

            tally.Add(codes);
        }

        for (int doubling = 0; doubling < Doublings; doubling++)
        {
            tally.Merge(tally.Copy());
        }

        return tally;
    }
}
