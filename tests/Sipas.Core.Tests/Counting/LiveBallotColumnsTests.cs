using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Sipas.Counting;

public class LiveBallotColumnsTests
{
    [Property(Arbitrary = [typeof(Sizes)], MaxTest = 40)]
    public bool Snapshot_AtAnyMoment_HoldsTheBallotsAppendedBeforeAndNoLaterOne((int Seed, int Count) drawn)
    {
        (int seed, int count) = drawn;
        RandomBallots ballots = RandomBallots.Draw(seed, count);
        var random = new Random(seed);
        int built = random.Next(count + 1);
        var live = random.Next(2) == 0 ? new LiveBallotColumns(ballots.Schema) : new LiveBallotColumns(BuildFirst(ballots, built));
        var snapshots = new List<(int Count, BallotColumns Columns)>();
        for (int i = (int)live.BallotCount; i < count; i++)
        {
            if (random.Next(200) == 0)
            {
                snapshots.Add((i, live.Snapshot()));
                if (random.Next(2) == 0)
                {
                    live.Compact();
                }
            }

            live.Append(ballots.Ballots[i].Facts, ballots.Ballots[i].Codes);
        }

        snapshots.Add((count, live.Snapshot()));
        return ReferenceEquals(live.Snapshot(), snapshots[^1].Columns)
            && snapshots.All(snapshot => Holds(ballots, snapshot.Count, snapshot.Columns));
    }

    [Fact]
    public async Task Append_WhileSnapshotsAreCounted_LosesAndTearsNothing()
    {
        RandomBallots ballots = RandomBallots.Draw(21, 40_000, [6, 6, 7, 3]);
        var live = new LiveBallotColumns(ballots.Schema);
        using var done = new CancellationTokenSource();
        Task<int> reading = Task.Run(() =>
        {
            int snapshots = 0;
            while (!done.IsCancellationRequested || snapshots == 0)
            {
                HistogramCube cube = live.Snapshot().Histogram(perUnit: false);
                Assert.Equal(cube.BallotCount(0), RandomBallots.CountersOf(cube, 0)[..6].Sum());
                snapshots++;
            }

            return snapshots;
        });
        Task[] writing = [.. ballots.Ballots.Chunk(10_000).Select(chunk => Task.Run(() =>
        {
            foreach ((BallotFacts facts, byte[] codes) in chunk)
            {
                live.Append(facts, codes);
            }
        }))];

        await Task.WhenAll(writing);
        await done.CancelAsync();

        Assert.True(await reading > 0);
        Assert.True(Holds(ballots, 40_000, live.Snapshot()));
    }

    [Fact]
    public void Append_OfABadBallot_ThrowsAndKeepsNothingOfIt()
    {
        var live = new LiveBallotColumns(new ColumnSchema(RandomBallots.LayoutOf(6), new DateOnly(2025, 1, 1)));
        var good = new BallotFacts { Unit = 3, Day = new DateOnly(2025, 1, 1) };

        Assert.Throws<ArgumentException>(() => live.Append(good, [6]));
        Assert.Throws<ArgumentException>(() => live.Append(good with { Unit = -1 }, [1]));
        live.Append(good, [5]);

        Assert.Equal(1, live.BallotCount);
        Assert.Equal([0, 0, 0, 0, 0, 1], RandomBallots.CountersOf(live.Snapshot().Histogram(), 3));
    }

    private static BallotColumns BuildFirst(RandomBallots ballots, int count)
    {
        var builder = new BallotColumnsBuilder(ballots.Schema);
        foreach ((BallotFacts facts, byte[] codes) in ballots.Ballots.Take(count))
        {
            builder.Add(facts, codes);
        }

        return builder.Build();
    }

    private static bool Holds(RandomBallots ballots, int count, BallotColumns columns)
    {
        var expected = new LiveCounts(ballots.Layout);
        foreach ((BallotFacts facts, byte[] codes) in ballots.Ballots.Take(count))
        {
            expected.Add(facts, codes);
        }

        HistogramCube months = columns.Histogram(axis: CubeAxis.Month, perUnit: false,
            options: new QueryOptions { DegreeOfParallelism = 2 });
        bool sameMonths = Enumerable.Range(0, months.AxisLength).All(month =>
        {
            var tally = new AnswerTally(ballots.Layout);
            foreach ((BallotFacts facts, byte[] codes) in ballots.Ballots.Take(count)
                .Where(ballot => ballots.Schema.MonthIndexOf(ballot.Facts.Day) == month))
            {
                tally.Add(codes);
            }

            return months.BallotCount(0, month) == tally.BallotCount
                && tally.Counters.SequenceEqual(RandomBallots.CountersOf(months, 0, month));
        });
        return columns.BallotCount == count && sameMonths && LiveCounts.Recount(columns).CompareWith(expected).Count == 0;
    }

    private static class Sizes
    {
        public static Arbitrary<(int Seed, int Count)> Pairs() =>
            (from seed in Gen.Choose(0, int.MaxValue) from count in Gen.Choose(0, 1500) select (seed, count)).ToArbitrary();
    }
}
