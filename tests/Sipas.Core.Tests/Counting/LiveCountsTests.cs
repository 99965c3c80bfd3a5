using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sipas.Ballots;
using Sipas.Packs;

namespace Sipas.Counting;

public class LiveCountsTests
{
    private static readonly DateOnly Day = new(2025, 3, 14);

    [Property(Arbitrary = [typeof(Sizes)])]
    public bool Add_AnyBallots_EqualsThePlainLoopCellByCell((int Seed, int Count) drawn)
    {
        (int seed, int count) = drawn;
        RandomBallots ballots = RandomBallots.Draw(seed, count);
        LiveCounts live = CountOf(ballots.Ballots, ballots.Layout);

        var expected = new Dictionary<(int, LiveCellKey), AnswerTally>();
        foreach ((BallotFacts facts, byte[] codes) in ballots.Ballots)
        {
            (int, LiveCellKey) key = (facts.Unit, LiveCellKey.Of(facts));
            expected.TryAdd(key, new AnswerTally(ballots.Layout));
            expected[key].Add(codes);
        }

        (int Unit, LiveCell Cell)[] cells = [.. Enumerable.Range(0, live.UnitCount)
            .SelectMany(unit => live.ReadCells(unit).Select(cell => (unit, cell)))];
        return live.BallotCount == count && live.OverflowBallotCount == 0 && cells.Length == expected.Count && cells.All(found =>
            expected.TryGetValue((found.Unit, found.Cell.Key), out AnswerTally? tally)
            && tally.BallotCount == found.Cell.BallotCount && found.Cell.Counters.SequenceEqual(tally.Counters));
    }

    [Fact]
    public void ReadUnitAndReadCriteria_EachBasisAndAll_EqualTheTallies()
    {
        RandomBallots ballots = RandomBallots.Draw(31, 2000, [6, 7, 3, 6, 9]);
        LiveCounts live = CountOf(ballots.Ballots, ballots.Layout);
        int[][] groups = [[0, 1], [2], [3, 4, 0]];
        var grouping = new ItemGrouping(ballots.Layout, groups);
        long[] counters = new long[ballots.Layout.CounterCount], satisfied = new long[3], valid = new long[3];

        foreach (SelectionBasis? basis in new SelectionBasis?[] { null, 0, SelectionBasis.Sampled, SelectionBasis.SelfSelected })
        {
            Dictionary<(int, int), AnswerTally> expected = ballots.Count(facts => basis is null || facts.Basis == basis, _ => 0);
            for (int unit = 0; unit < live.UnitCount; unit++)
            {
                AnswerTally tally = expected.GetValueOrDefault((unit, 0), new AnswerTally(ballots.Layout));
                Assert.Equal(tally.BallotCount, live.ReadUnit(unit, basis, counters));
                Assert.Equal(tally.Counters.ToArray(), counters);
                Assert.Equal(tally.BallotCount, live.ReadCriteria(unit, basis, grouping, satisfied, valid));
                Assert.Equal([.. groups.Select(items => items.Sum(item => tally.SatisfiedCount(ballots.Layout.Items[item])))], satisfied);
                Assert.Equal([.. groups.Select(items => items.Sum(item => tally.ValidCount(ballots.Layout.Items[item])))], valid);
            }
        }

        Assert.Equal(0, live.ReadUnit(999, null, counters));
        Assert.DoesNotContain(counters, counter => counter != 0);
    }

    [Fact]
    public void Merge_OfParts_EqualsCountingAllAndOrderDoesNotMatter()
    {
        RandomBallots ballots = RandomBallots.Draw(33, 1500, [6, 7, 3]);
        LiveCounts all = CountOf(ballots.Ballots, ballots.Layout);
        LiveCounts[] parts = [.. ballots.Ballots.Chunk(400).Select(chunk => CountOf(chunk, ballots.Layout))];
        var forward = new LiveCounts(ballots.Layout);
        var backward = new LiveCounts(ballots.Layout);
        foreach (LiveCounts part in parts)
        {
            forward.Merge(part);
        }

        foreach (LiveCounts part in Enumerable.Reverse(parts))
        {
            backward.Merge(part);
        }

        Assert.Empty(forward.CompareWith(all));
        Assert.Empty(backward.CompareWith(forward));
        Assert.Throws<ArgumentException>(() => all.Merge(all));
        Assert.Throws<ArgumentException>(() => all.Merge(new LiveCounts(RandomBallots.LayoutOf(6))));
    }

    [Fact]
    public void CompareWith_RecountOfTheSameAndOfOtherBallots_FindsNothingAndEverything()
    {
        RandomBallots ballots = RandomBallots.Draw(35, 700, [6, 7]);
        LiveCounts live = CountOf(ballots.Ballots, ballots.Layout);

        Assert.Empty(live.CompareWith(LiveCounts.Recount(ballots.Build())));

        (BallotFacts facts, byte[] codes) = ballots.Ballots[0];
        live.Add(facts, codes);
        LiveDifference difference = Assert.Single(live.CompareWith(LiveCounts.Recount(ballots.Build())));
        Assert.Equal((facts.Unit, (LiveCellKey?)LiveCellKey.Of(facts)), (difference.Unit, difference.Key));
        Assert.Equal(1, difference.LiveBallots - difference.RecountedBallots);

        LiveCounts swapped = CountOf([.. ballots.Ballots.Skip(1), (facts, [(byte)((codes[0] + 1) % 6), codes[1]])], ballots.Layout);
        Assert.Single(swapped.CompareWith(LiveCounts.Recount(ballots.Build())));
    }

    [Fact]
    public void Add_BeyondTheLimits_GoesToTheNamedCellsAndIsReported()
    {
        AnswerLayout layout = RandomBallots.LayoutOf(6);
        var live = new LiveCounts(layout, new LiveCountsOptions { MaximumUnits = 2, MaximumCellsPerUnit = 3 });
        for (int field = 0; field < 5; field++)
        {
            live.Add(new BallotFacts { Unit = 1, Day = Day, ProcedureField = field, Basis = SelectionBasis.Sampled }, [5]);
        }

        live.Add(new BallotFacts { Unit = 2, Day = Day }, [4]);

        Assert.Equal(3, live.OverflowBallotCount);
        Assert.Equal(6, live.BallotCount);
        Assert.Equal(2, Assert.Single(live.ReadCells(1), cell => cell.Key == LiveCellKey.Overflow(SelectionBasis.Sampled)).BallotCount);
        Assert.Equal(1, Assert.Single(live.ReadCells(LiveCounts.OverflowUnit)).BallotCount);
        long[] counters = new long[6];
        Assert.Equal(5, live.ReadUnit(1, SelectionBasis.Sampled, counters));
        Assert.Equal([0, 0, 0, 0, 0, 5], counters);

        var merged = new LiveCounts(layout);
        merged.Merge(live);
        merged.Merge(live);
        Assert.Equal((12, 6), (merged.BallotCount, merged.OverflowBallotCount));
        Assert.Equal(4, merged.ReadCells(1).Single(cell => cell.Key.IsOverflow).BallotCount);

        // The same ballots the other way round leave other cells out; what is compared then are sums.
        var reversed = new LiveCounts(layout, new LiveCountsOptions { MaximumUnits = 2, MaximumCellsPerUnit = 3 });
        reversed.Add(new BallotFacts { Unit = 2, Day = Day }, [4]);
        for (int field = 4; field >= 0; field--)
        {
            reversed.Add(new BallotFacts { Unit = 1, Day = Day, ProcedureField = field, Basis = SelectionBasis.Sampled }, [5]);
        }

        Assert.Empty(live.CompareWith(reversed));
    }

    [Fact]
    public void Add_OfABadBallot_ThrowsAndCountsNothing()
    {
        var live = new LiveCounts(RandomBallots.LayoutOf(6, 3));
        var facts = new BallotFacts { Day = Day };

        Assert.Throws<ArgumentException>(() => live.Add(facts, [5]));
        Assert.Throws<ArgumentException>(() => live.Add(facts, [5, 3]));
        Assert.Throws<ArgumentException>(() => live.Add(facts with { Unit = -1 }, [5, 2]));
        Assert.Throws<ArgumentException>(() => live.Add(facts with { ProcedureField = -1 }, [5, 2]));
        Assert.Throws<ArgumentException>(() => live.Add(facts with { Mode = (CollectionMode)7 }, [5, 2]));
        Assert.Throws<ArgumentException>(() => live.Add(facts with { Basis = (SelectionBasis)(-1) }, [5, 2]));
        Assert.Equal((0, 0), (live.BallotCount, live.UnitCount));
        Assert.Throws<ArgumentOutOfRangeException>(() => live.ReadUnit(0, (SelectionBasis)3, new long[9]));
    }

    [Fact]
    public void AddAndReadCriteria_OnceTheCellIsThere_AllocateNothing()
    {
        RandomBallots ballots = RandomBallots.Draw(37, 200, [6, 7, 3]);
        LiveCounts live = CountOf(ballots.Ballots, ballots.Layout);
        var grouping = new ItemGrouping(ballots.Layout, [[0, 1], [2]]);
        long[] satisfied = new long[2], valid = new long[2];
        (BallotFacts facts, byte[] codes) = ballots.Ballots[0];
        live.Add(facts, codes);
        live.ReadCriteria(facts.Unit, null, grouping, satisfied, valid);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            live.Add(facts, codes);
            live.ReadCriteria(facts.Unit, null, grouping, satisfied, valid);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Add_WritersAndReadersAtOnce_NoTornSnapshotAndTheCountIsExact()
    {
        // Every ballot answers all items alike, so in whatever a reader sees all items must have the same counters; the
        // two units share the work.
        const int Items = 22;
        AnswerLayout layout = RandomBallots.LayoutOf([.. Enumerable.Repeat(6, Items)]);
        var live = new LiveCounts(layout);
        var grouping = new ItemGrouping(layout, [[0, 1, 2], [21, 7, 8]]);

        // By numbers, not by the clock: readers read until every ballot is written, and each at least so often while
        // writers wait for the half.
        const int Ballots = 400_000, LeastReads = 200;
        int writing = 2;
        using var begun = new CountdownEvent(3);
        bool Reading(long reads) => reads < LeastReads || Volatile.Read(ref writing) > 0;

        Task<long>[] writers = [.. Enumerable.Range(0, 2).Select(writer => OnItsOwnThread(() =>
        {
            var random = new Random(writer);
            byte[] codes = new byte[Items];
            long written = 0;
            for (; written < Ballots; written++)
            {
                // Each reader has read so often before the second half is written; the ceiling only bounds a hang.
                if (written == Ballots / 2)
                {
                    Assert.True(begun.Wait(TimeSpan.FromMinutes(10)));
                }

                Array.Fill(codes, (byte)random.Next(6));
                live.Add(new BallotFacts { Unit = random.Next(2), Day = Day.AddDays(random.Next(1 + (int)Math.Min(written / 1000, 700))),
                    Basis = (SelectionBasis)random.Next(3), ProcedureField = random.Next(5) }, codes);
            }

            Interlocked.Decrement(ref writing);
            return written;
        }))];
        Task<(long Reads, long Torn)>[] readers = [.. Enumerable.Range(0, 3).Select(reader => OnItsOwnThread(() =>
        {
            long[] counters = new long[layout.CounterCount], satisfied = new long[2], valid = new long[2], seen = new long[2];
            long reads = 0, torn = 0;
            for (; Reading(reads); reads++)
            {
                if (reads == LeastReads)
                {
                    begun.Signal();
                }

                int unit = (int)(reads & 1);
                long ballots;
                if (reader == 0)
                {
                    IReadOnlyList<LiveCell> cells = live.ReadCells(unit);
                    ballots = cells.Sum(cell => cell.BallotCount);
                    torn += cells.All(cell => IsWhole(cell.Counters, cell.BallotCount)) ? 0 : 1;
                }
                else if (reader == 1)
                {
                    ballots = live.ReadUnit(unit, null, counters);
                    torn += IsWhole(counters, ballots) ? 0 : 1;
                }
                else
                {
                    ballots = live.ReadCriteria(unit, null, grouping, satisfied, valid);
                    torn += satisfied[0] == satisfied[1] && valid[0] == valid[1] && valid[0] <= 3 * ballots ? 0 : 1;
                }

                torn += ballots >= seen[unit] ? 0 : 1;
                seen[unit] = ballots;
            }

            return (reads, torn);
        }))];

        long total = (await Task.WhenAll(writers)).Sum();
        (long Reads, long Torn)[] results = await Task.WhenAll(readers);

        Assert.All(results, result => Assert.True(result.Reads > 0));
        Assert.All(results, result => Assert.Equal(0, result.Torn));
        Assert.Equal(total, live.BallotCount);
        Assert.Equal(total, Enumerable.Range(0, 2).Sum(unit => live.ReadCells(unit).Sum(cell => cell.BallotCount)));
    }

    private static Task<T> OnItsOwnThread<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static bool IsWhole(ReadOnlySpan<long> counters, long ballots)
    {
        bool whole = true;
        long sum = 0;
        for (int i = 0; i < counters.Length; i++)
        {
            sum += i < 6 ? counters[i] : 0;
            whole &= counters[i] == counters[i % 6];
        }

        return whole && sum == ballots;
    }

    private static LiveCounts CountOf(IEnumerable<(BallotFacts Facts, byte[] Codes)> ballots, AnswerLayout layout)
    {
        var live = new LiveCounts(layout);
        foreach ((BallotFacts facts, byte[] codes) in ballots)
        {
            live.Add(facts, codes);
        }

        return live;
    }

    private static class Sizes
    {
        public static Arbitrary<(int Seed, int Count)> Pairs() =>
            (from seed in Gen.Choose(0, int.MaxValue) from count in Gen.Choose(0, 1000) select (seed, count)).ToArbitrary();
    }
}
