using FsCheck.Xunit;
using Sipas.Ballots;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Scoring;
using Sipas.Storage.Contract;

namespace Sipas.Counting;

public class LiveCubeTests
{
    [Property(Arbitrary = [typeof(Seeds)])]
    public void Apply_InAnyOrder_GivesTheSameCounts(ulong seed)
    {
        (CellKey Key, byte[] Codes)[] ballots = Random(seed, 60);
        (CellKey Key, byte[] Codes)[] shuffled = [.. ballots];
        var random = new SeededGenerator(seed + 1);
        for (int i = shuffled.Length - 1; i > 0; i--)
        {
            int j = random.NextBelow(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        AssertEqual(Recount(ballots, _ => true), Live(shuffled), SelectionBasis.Sampled);
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public void Merge_OfPartsInAnyOrder_EqualsTheWhole(ulong seed)
    {
        (CellKey Key, byte[] Codes)[] ballots = Random(seed, 60);
        var random = new SeededGenerator(seed + 2);
        AnswerTally[] parts = [.. ballots.GroupBy(_ => random.NextBelow(4)).Select(Sum)];

        long[] whole = Sum(ballots).Counters.ToArray();
        Assert.Equal(whole, Merged(parts).Counters.ToArray());
        Assert.Equal(whole, Merged(Enumerable.Reverse(parts)).Counters.ToArray());
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public void Score_OneAnswerRaised_LowersNoIndex(ulong seed)
    {
        (CellKey Key, byte[] Codes)[] ballots = Random(seed, 20);
        var random = new SeededGenerator(seed + 3);
        byte[] codes = ballots[random.NextBelow(ballots.Length)].Codes;
        int item = random.NextBelow(codes.Length);
        if (codes[item] is 0 or >= 5)
        {
            codes[item] = (byte)(1 + random.NextBelow(4));
        }

        ScoreCard before = Score(ballots);
        codes[item]++;
        ScoreCard after = Score(ballots);

        foreach ((NodeScore old, NodeScore raised) in before.Overall.SelfAndDescendants().Zip(after.Overall.SelfAndDescendants()))
        {
            // Cross-multiplied, so that no rounding can hide a fall.
            Assert.True(old.Score.Share is null
                || raised.Score.Share!.Value.Numerator * old.Score.Share.Value.Denominator
                    >= old.Score.Share.Value.Numerator * raised.Score.Share.Value.Denominator);
        }
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public void Apply_OverlappingPartsOfTheLog_EqualsARecountByUnitAndBasis(ulong seed)
    {
        (CellKey Key, byte[] Codes)[] ballots = Random(seed, 80);
        CountedBallot[] log = Log(ballots);
        var live = new LiveCube(SampleBallots.Packs);
        var random = new SeededGenerator(seed + 4);
        while (live.Watermark < log.Length)
        {
            int from = random.NextBelow((int)live.Watermark + 1);
            live.Apply(log.Skip(from).Take((int)live.Watermark - from + 1 + random.NextBelow(9)));
        }

        foreach (SelectionBasis basis in Enum.GetValues<SelectionBasis>())
        {
            AssertEqual(Recount(ballots, key => key.Basis == basis), live, basis, alsoOthers: false);
        }
    }

    [Property(Arbitrary = [typeof(Seeds)])]
    public void ByUnit_OfAYear_CountsThatYearAlone(ulong seed)
    {
        (CellKey Key, byte[] Codes)[] ballots = Random(seed, 80);
        LiveCube live = Live(ballots);
        int[] years = [.. ballots.Where(ballot => ballot.Key.Basis == SelectionBasis.Sampled).Select(ballot => ballot.Key.Month / 100)
            .Distinct().Order()];

        Assert.Equal(years, live.Years(SampleBallots.Kiosk, SelectionBasis.Sampled));
        foreach (int year in years)
        {
            IReadOnlyDictionary<string, AnswerTally> expected =
                Recount(ballots, key => key.Basis == SelectionBasis.Sampled && key.Month / 100 == year);
            IReadOnlyDictionary<string, AnswerTally> actual = live.ByUnit(SampleBallots.Kiosk, SelectionBasis.Sampled, year);
            Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
            Assert.All(expected, unit => Assert.Equal(unit.Value.Counters.ToArray(), actual[unit.Key].Counters.ToArray()));
        }
    }

    [Fact]
    public void Tally_UnitWithoutBallots_IsEmpty()
    {
        var live = new LiveCube(SampleBallots.Packs);

        Assert.Equal(0, live.Tally(SampleBallots.Kiosk, "S01", SelectionBasis.Sampled).BallotCount);
        Assert.Empty(live.ByUnit(SampleBallots.Kiosk, SelectionBasis.Sampled));
    }

    [Fact]
    public void AnswerTally_CodesThatDoNotFit_CountNothing()
    {
        var tally = new AnswerTally(SampleBallots.Kiosk);

        Assert.Throws<ArgumentException>(() => tally.Add([1, 2, 3, 4, 5, 1, 2, 3, 7]));
        Assert.Throws<ArgumentException>(() => tally.Add([1, 2, 3]));

        Assert.Equal(0, tally.BallotCount);
        Assert.All(tally.Counters.ToArray(), count => Assert.Equal(0, count));
    }

    private static ScoreCard Score((CellKey Key, byte[] Codes)[] ballots) =>
        Scorer.Score(SampleBallots.Packs.Find("kiosk-9")!, Sum(ballots));

    private static CountedBallot[] Log((CellKey Key, byte[] Codes)[] ballots) =>
        [.. ballots.Select((ballot, i) => new CountedBallot(i + 1, SampleBallots.Kiosk, ballot.Key, ballot.Codes))];

    private static LiveCube Live((CellKey Key, byte[] Codes)[] ballots)
    {
        var live = new LiveCube(SampleBallots.Packs);
        live.Apply(Log(ballots));
        return live;
    }

    private static AnswerTally Sum(IEnumerable<(CellKey Key, byte[] Codes)> ballots)
    {
        var tally = new AnswerTally(SampleBallots.Kiosk);
        foreach ((_, byte[] codes) in ballots)
        {
            tally.Add(codes);
        }

        return tally;
    }

    private static AnswerTally Merged(IEnumerable<AnswerTally> parts)
    {
        var whole = new AnswerTally(SampleBallots.Kiosk);
        foreach (AnswerTally part in parts)
        {
            whole.Merge(part);
        }

        return whole;
    }

    // The plainest count there is: one loop over the ballots for each counter.
    private static Dictionary<string, AnswerTally> Recount((CellKey Key, byte[] Codes)[] ballots, Func<CellKey, bool> keeps) =>
        ballots.Where(ballot => keeps(ballot.Key)).GroupBy(ballot => ballot.Key.UnitCode).ToDictionary(
            unit => unit.Key,
            unit =>
            {
                long[] counters = new long[SampleBallots.Kiosk.CounterCount];
                foreach (ItemLayout item in SampleBallots.Kiosk.Items)
                {
                    for (int code = 0; code < item.CodeCount; code++)
                    {
                        counters[item.CounterOffset + code] = unit.LongCount(ballot => ballot.Codes[item.Index] == code);
                    }
                }

                return AnswerTally.Of(SampleBallots.Kiosk, unit.LongCount(), counters);
            },
            StringComparer.Ordinal);

    private static (CellKey Key, byte[] Codes)[] Random(ulong seed, int maximum)
    {
        var random = new SeededGenerator(seed);
        return [.. Enumerable.Range(0, 1 + random.NextBelow(maximum)).Select(_ => (
            new CellKey($"U{random.NextBelow(3)}", (SelectionBasis)(1 + random.NextBelow(2)), (CollectionMode)(1 + random.NextBelow(6)),
                202501 + (100 * random.NextBelow(2)) + random.NextBelow(12)),
            SampleBallots.Kiosk.Items.Select(item => (byte)random.NextBelow(item.CodeCount)).ToArray()))];
    }

    private static void AssertEqual(IReadOnlyDictionary<string, AnswerTally> expected, LiveCube live, SelectionBasis basis,
        bool alsoOthers = true)
    {
        foreach ((string unit, AnswerTally tally) in expected)
        {
            AnswerTally actual = live.Tally(SampleBallots.Kiosk, unit, basis);
            if (alsoOthers)
            {
                foreach (SelectionBasis other in Enum.GetValues<SelectionBasis>().Where(other => other != basis))
                {
                    actual.Merge(live.Tally(SampleBallots.Kiosk, unit, other));
                }
            }

            Assert.Equal(tally.BallotCount, actual.BallotCount);
            Assert.Equal(tally.Counters.ToArray(), actual.Counters.ToArray());
        }

        Assert.Equal(expected.Values.Sum(tally => tally.BallotCount),
            alsoOthers ? live.Watermark : live.BallotCount(SampleBallots.Kiosk, basis));
    }
}
