using FsCheck;
using FsCheck.Fluent;
using Sipas.Ballots;
using Sipas.Numerics;
using Sipas.Questionnaires;
using Sipas.Scoring;
using Sipas.Storage.Contract;

namespace Sipas.Aggregation;

public class CubePropertyTests
{
    private static readonly Arbitrary<ulong> Seeds = Gen.Choose(0, int.MaxValue).Select(seed => (ulong)seed).ToArbitrary();

    [Fact]
    public void Add_InAnyOrder_GivesTheSameCube() => Prop.ForAll(Seeds, seed =>
    {
        (CellKey Key, byte[] Codes)[] ballots = Random(seed, 60);
        (CellKey Key, byte[] Codes)[] shuffled = [.. ballots];
        var random = new SeededGenerator(seed + 1);
        for (int i = shuffled.Length - 1; i > 0; i--)
        {
            int j = random.NextBelow(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        AssertEqual(Count(ballots), Count(shuffled));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Merge_OfPartsInAnyOrder_EqualsTheWhole() => Prop.ForAll(Seeds, seed =>
    {
        (CellKey Key, byte[] Codes)[] ballots = Random(seed, 60);
        var random = new SeededGenerator(seed + 2);
        Cube[] parts = [.. ballots.GroupBy(_ => random.NextBelow(4)).Select(part => Count(part))];
        var forwards = new Cube(SampleBallots.Kiosk);
        var backwards = new Cube(SampleBallots.Kiosk);
        foreach (Cube part in parts)
        {
            forwards.Merge(part);
        }

        foreach (Cube part in Enumerable.Reverse(parts))
        {
            backwards.Merge(part);
        }

        AssertEqual(Count(ballots), forwards);
        AssertEqual(forwards, backwards);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Score_OneAnswerRaised_LowersNoIndex() => Prop.ForAll(Seeds, seed =>
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
            Assert.True(old.Score.Share is null || raised.Score.Share!.Value.Numerator * old.Score.Share.Value.Denominator >= old.Score.Share.Value.Numerator * raised.Score.Share.Value.Denominator);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sum_ByUnitAndBasis_EqualsAPlainRecount() => Prop.ForAll(Seeds, seed =>
    {
        (CellKey Key, byte[] Codes)[] ballots = Random(seed, 80);
        Cube cube = Count(ballots);
        foreach ((string unit, AnswerTally tally) in cube.ByUnit(key => key.Basis == SelectionBasis.Listed))
        {
            byte[][] kept = [.. ballots.Where(ballot => ballot.Key.UnitCode == unit && ballot.Key.Basis == SelectionBasis.Listed).Select(ballot => ballot.Codes)];
            Assert.Equal(kept.Length, tally.BallotCount);
            foreach (ItemLayout item in SampleBallots.Kiosk.Items)
            {
                for (int code = 0; code < item.CodeCount; code++)
                {
                    Assert.Equal(kept.LongCount(codes => codes[item.Index] == code), tally.Count(item, code));
                }

                Assert.Equal(kept.LongCount(codes => codes[item.Index] is >= 1 and <= 5), tally.ValidCount(item));
                Assert.Equal(kept.LongCount(codes => codes[item.Index] is 4 or 5), tally.SatisfiedCount(item));
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void LiveCube_FedInOverlappingParts_EqualsARecount() => Prop.ForAll(Seeds, seed =>
    {
        (CellKey Key, byte[] Codes)[] ballots = Random(seed, 50);
        CountedBallot[] log = [.. ballots.Select((ballot, i) => new CountedBallot(i + 1, SampleBallots.Kiosk, ballot.Key, ballot.Codes))];
        var live = new LiveCube(SampleBallots.Packs);
        var random = new SeededGenerator(seed + 4);
        while (live.Watermark < log.Length)
        {
            int from = random.NextBelow((int)live.Watermark + 1);
            live.Apply(log.Skip(from).Take((int)live.Watermark - from + 1 + random.NextBelow(9)));
        }

        live.Read(SampleBallots.Kiosk, cube =>
        {
            AssertEqual(Count(ballots), cube);
            return 0;
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Add_CodesThatDoNotFit_CountNothing()
    {
        var tally = new AnswerTally(SampleBallots.Kiosk);

        Assert.Throws<ArgumentException>(() => tally.Add([1, 2, 3, 4, 5, 1, 2, 3, 7]));
        Assert.Throws<ArgumentException>(() => tally.Add([1, 2, 3]));

        Assert.Equal(0, tally.BallotCount);
        Assert.All(tally.Counters.ToArray(), count => Assert.Equal(0, count));
    }

    private static ScoreCard Score((CellKey Key, byte[] Codes)[] ballots) => Scorer.Score(SampleBallots.Packs.Find("kiosk-9")!, Count(ballots).Sum(_ => true));

    private static Cube Count(IEnumerable<(CellKey Key, byte[] Codes)> ballots)
    {
        var cube = new Cube(SampleBallots.Kiosk);
        foreach ((CellKey key, byte[] codes) in ballots)
        {
            cube.Add(key, codes);
        }

        return cube;
    }

    private static (CellKey Key, byte[] Codes)[] Random(ulong seed, int most)
    {
        var random = new SeededGenerator(seed);
        return [.. Enumerable.Range(0, 1 + random.NextBelow(most)).Select(_ => (
            new CellKey($"U{random.NextBelow(3)}", (SelectionBasis)(1 + random.NextBelow(2)), (CollectionMode)(1 + random.NextBelow(6)), 202601 + random.NextBelow(12)),
            SampleBallots.Kiosk.Items.Select(item => (byte)random.NextBelow(item.CodeCount)).ToArray()))];
    }

    private static void AssertEqual(Cube expected, Cube actual)
    {
        Assert.Equal(expected.Cells.Count, actual.Cells.Count);
        foreach ((CellKey key, AnswerTally tally) in expected.Cells)
        {
            Assert.Equal(tally.BallotCount, actual.Cells[key].BallotCount);
            Assert.Equal(tally.Counters.ToArray(), actual.Cells[key].Counters.ToArray());
        }
    }
}
