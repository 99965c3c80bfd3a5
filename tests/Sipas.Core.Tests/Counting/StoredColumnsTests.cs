using System.Runtime.CompilerServices;
using FsCheck.Xunit;
using Sipas.Ballots;
using Sipas.Mathematics;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Storage.Contract;

namespace Sipas.Counting;

public class StoredColumnsTests
{
    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 40)]
    public void Tally_UnderRandomFilters_EqualsAPlainLoopOverTheLog(ulong seed)
    {
        var random = new SeededGenerator(seed);
        var store = new LogStore(Draw(random, 120));
        using var columns = new StoredColumns(SampleBallots.Packs, store);

        // The log grows between two readings.
        store.Readable = random.NextBelow(store.Log.Length + 1);
        columns.FollowAsync(store, null, default).GetAwaiter().GetResult();
        store.Readable = store.Log.Length;
        columns.FollowAsync(store, null, default).GetAwaiter().GetResult();

        Assert.Equal(store.Log.Length, columns.Watermark);
        for (int i = 0; i < 8; i++)
        {
            StoredBallotFilter filter = DrawFilter(random);
            CountedBallot[] wanted = [.. store.Log.Where(ballot => Admits(filter, ballot, store.Flagged))];
            Assert.Equal(Count(wanted).Counters.ToArray(), columns.Tally(SampleBallots.Kiosk, filter).Counters.ToArray());
            Assert.Equal(
                Enum.GetValues<CollectionChannel>()
                .Select(channel => Count(wanted.Where(ballot => ballot.Channel == channel)).Counters.ToArray()),
                columns.ByChannel(SampleBallots.Kiosk, filter).Select(tally => tally.Counters.ToArray()));
            Assert.Equal(
                wanted.GroupBy(ballot => ballot.Key.UnitCode).OrderBy(unit => unit.Key, StringComparer.Ordinal)
                    .Select(unit => (unit.Key,
                        string.Join(",", Enum.GetValues<CollectionChannel>()
                            .Select(channel => unit.LongCount(ballot => ballot.Channel == channel))))),
                columns.BallotsByChannel(SampleBallots.Kiosk, filter).OrderBy(unit => unit.Key, StringComparer.Ordinal)
                .Select(unit => (unit.Key, string.Join(",", unit.Value))));
            IReadOnlyDictionary<string, AnswerTally> byUnit = columns.ByUnit(SampleBallots.Kiosk, filter);
            Assert.Equal(wanted.Select(ballot => ballot.Key.UnitCode).Distinct().Order(), byUnit.Keys.Order());
            Assert.All(byUnit, unit => Assert.Equal(
                Count(wanted.Where(ballot => ballot.Key.UnitCode == unit.Key)).Counters.ToArray(), unit.Value.Counters.ToArray()));
        }
    }

    [Fact]
    public async Task FollowAsync_FlagsChanged_CountsByTheNewFlags()
    {
        var store = new LogStore(Draw(new SeededGenerator(5), 50)) { Readable = 50 };
        using var columns = new StoredColumns(SampleBallots.Packs, store);
        await columns.FollowAsync(store, null, default);
        store.Flagged.Clear();
        store.Flagged.UnionWith([3, 4, 5]);
        store.Version++;

        await columns.FollowAsync(store, null, default);

        Assert.Equal(3, columns.Tally(SampleBallots.Kiosk, new StoredBallotFilter { Flagged = true }).BallotCount);
        Assert.Equal(47, columns.Tally(SampleBallots.Kiosk, new StoredBallotFilter { Flagged = false }).BallotCount);
    }

    [Fact]
    public async Task FollowAsync_CancelledWhileReadingAllBallots_LeavesNothingHalfRead()
    {
        var store = new LogStore(Draw(new SeededGenerator(6), 50)) { Readable = 50 };
        using var columns = new StoredColumns(SampleBallots.Packs, store);
        using var cancel = new CancellationTokenSource();
        store.AtBallot = sequence =>
        {
            if (sequence == 20)
            {
                cancel.Cancel();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => columns.FollowAsync(store, null, cancel.Token));
        Assert.Equal((0, 0), (columns.Watermark, columns.Tally(SampleBallots.Kiosk, new StoredBallotFilter()).BallotCount));

        var reports = new Reports();
        await columns.FollowAsync(store, reports, default);
        Assert.Equal(50, columns.Tally(SampleBallots.Kiosk, new StoredBallotFilter()).BallotCount);
        Assert.Equal([50L], reports.Values);
    }

    [Fact]
    public async Task Tally_MoreProceduresThanCanBeToldApart_CountsThemAllAndRefusesAQuestionAboutOneOfTheRest()
    {
        const int Procedures = ColumnSchema.MaximumProcedureFields + 10;
        byte[] codes = new byte[SampleBallots.Kiosk.Items.Count];
        var store = new LogStore([.. Enumerable.Range(1, Procedures).Select(sequence =>
            new CountedBallot(sequence, SampleBallots.Kiosk, new CellKey("S1", SelectionBasis.Sampled, CollectionMode.Web, 202601),
                codes) { ProcedureCode = $"P{sequence}" })])
        {
            Readable = Procedures,
        };
        using var columns = new StoredColumns(SampleBallots.Packs);
        await columns.FollowAsync(store, null, default);

        Assert.Equal(Procedures, columns.Tally(SampleBallots.Kiosk, new StoredBallotFilter()).BallotCount);
        Assert.Equal(12, columns.UnnamedProcedureBallots);
        Assert.Equal(1, columns.Tally(SampleBallots.Kiosk, new StoredBallotFilter { Procedures = ["P7"] }).BallotCount);
        Assert.Contains($"P{Procedures}", Assert.Throws<SipasException>(
            () => columns.Tally(SampleBallots.Kiosk, new StoredBallotFilter { Procedures = [$"P{Procedures}"] })).Problems[0].Message.En,
                StringComparison.Ordinal);
    }

    [Property(Arbitrary = [typeof(Seeds)], MaxTest = 30)]
    public void LiveCube_ByProcedureField_EqualsAPlainLoopAndTheCheckFindsWhatDiffers(ulong seed)
    {
        CountedBallot[] log = Draw(new SeededGenerator(seed), 120);
        var fields = new ServiceSectors(new Dictionary<string, string> { ["P1"] = "land", ["P2"] = "land", ["P3"] = "justice" });
        LiveCube live = Live(log, fields);

        Assert.Equal(["justice", "land"], fields.Codes);
        Assert.Equal((1, 2, null), (fields.Find("justice"), fields.Find("land"), fields.Find("tax")));
        foreach (IGrouping<string, CountedBallot> unit in log.GroupBy(ballot => ballot.Key.UnitCode))
        {
            IReadOnlyList<LiveCell> cells = live.Cells(SampleBallots.Kiosk, unit.Key);
            for (int position = 0; position < 3; position++)
            {
                Assert.Equal(
                    unit.LongCount(ballot => PositionOf(ballot.ProcedureCode) == position),
                    cells.Where(cell => cell.Key.ProcedureField == position).Sum(cell => cell.BallotCount));
            }
        }

        Assert.Empty(live.CompareWith(Live(log, fields)));
        byte[] other = [.. log[^1].Codes.ToArray().Select(code => code == 0 ? (byte)1 : (byte)0)];
        Assert.Single(live.CompareWith(Live([.. log[..^1], log[^1] with { Codes = other }], fields)));
        Assert.Throws<ArgumentException>(() => live.CompareWith(Live(log[..^1], fields)));

        static int PositionOf(string? procedure) => procedure switch { "P1" or "P2" => 2, "P3" => 1, _ => 0 };
    }

    private static LiveCube Live(CountedBallot[] log, ServiceSectors fields)
    {
        var live = new LiveCube(SampleBallots.Packs, fields);
        live.Apply(log);
        return live;
    }

    private static CountedBallot[] Draw(SeededGenerator random, int count) => [.. Enumerable.Range(1, count).Select(sequence =>
    {
        DateOnly day = new DateOnly(2025, 11, 1).AddDays(random.NextBelow(100));
        int procedure = random.NextBelow(5);
        return new CountedBallot(
            sequence,
            SampleBallots.Kiosk,
            CellKey.Of($"U{random.NextBelow(4)}", (SelectionBasis)(1 + random.NextBelow(2)),
                (CollectionMode)(1 + random.NextBelow(6)), day),
            SampleBallots.Kiosk.Items.Select(item => (byte)random.NextBelow(item.CodeCount)).ToArray())
        {
            Day = day,
            ProcedureCode = procedure == 0 ? null : $"P{procedure}",
            Channel = (CollectionChannel)random.NextBelow(5),
        };
    })];

    private static StoredBallotFilter DrawFilter(SeededGenerator random)
    {
        bool Maybe() => random.NextBelow(3) == 0;
        return new StoredBallotFilter
        {
            From = Maybe() ? new DateOnly(2025, 11, 1).AddDays(random.NextBelow(100)) : null,
            To = Maybe() ? new DateOnly(2025, 11, 1).AddDays(random.NextBelow(100)) : null,
            Units = Maybe() ? ["U1", "U2", "U9"] : null,
            Procedures = Maybe() ? ["P2", "P9"] : null,
            Modes = Maybe() ? [CollectionMode.Kiosk, CollectionMode.Paper] : null,
            Channels = Maybe() ? [CollectionChannel.Open, CollectionChannel.Ticket] : null,
            Bases = Maybe() ? [SelectionBasis.Sampled] : null,
            Flagged = Maybe() ? random.NextBelow(2) == 0 : null,
            RespondentAnswers = Maybe()
            ? new Dictionary<string, IReadOnlyCollection<byte>> { ["K2"] = [1, 3, 0], ["K7"] = [2, 4, 5] } : null,
        };
    }

    private static bool Admits(StoredBallotFilter filter, CountedBallot ballot, HashSet<long> flagged) =>
        (filter.From is not { } from || ballot.Day >= from)
        && (filter.To is not { } to || ballot.Day <= to)
        && (filter.Units?.Contains(ballot.Key.UnitCode) ?? true)
        && (filter.Procedures is null || (ballot.ProcedureCode is { } procedure && filter.Procedures.Contains(procedure)))
        && (filter.Modes?.Contains(ballot.Key.Mode) ?? true)
        && (filter.Channels?.Contains(ballot.Channel) ?? true)
        && (filter.Bases?.Contains(ballot.Key.Basis) ?? true)
        && (filter.Flagged is not { } wanted || flagged.Contains(ballot.Sequence) == wanted)
        && (filter.RespondentAnswers?.All(answer => answer.Value.Contains(ballot.Codes.Span[SampleBallots.Kiosk.Find(answer.Key)!.Index]))
            ?? true);

    private static AnswerTally Count(IEnumerable<CountedBallot> ballots)
    {
        var tally = new AnswerTally(SampleBallots.Kiosk);
        foreach (CountedBallot ballot in ballots)
        {
            tally.Add(ballot.Codes.Span);
        }

        return tally;
    }

    /// <summary>A log to read, as far as it is readable, and its flags.</summary>
    private sealed class LogStore(CountedBallot[] log) : IBallotStore, IBallotFlags
    {
        public ValueSealer Sealer => throw new NotSupportedException();

        internal CountedBallot[] Log => log;

        internal int Readable { get; set; }

        internal long Version { get; set; }

        internal HashSet<long> Flagged { get; } = [.. Enumerable.Range(1, log.Length).Where(sequence => sequence % 7 == 0)
            .Select(sequence => (long)sequence)];

        internal Action<long> AtBallot { get; set; } = _ => { };

        public IAsyncEnumerable<LoggedBallot> ReadLoggedAsync(long afterSequence, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<ReceiptKey>> ReadKeysAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public async IAsyncEnumerable<CountedBallot> ReadAsync(
            long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            foreach (CountedBallot ballot in log.Take(Readable).Where(ballot => ballot.Sequence > afterSequence))
            {
                cancellationToken.ThrowIfCancellationRequested();
                AtBallot(ballot.Sequence);
                yield return ballot;
            }
        }

        public Task<long> VersionAsync(CancellationToken cancellationToken) => Task.FromResult(Version);

        public async IAsyncEnumerable<long> ReadFlaggedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            foreach (long sequence in Flagged)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return sequence;
            }
        }

        public Task<long> LastSequenceAsync(CancellationToken cancellationToken) => Task.FromResult((long)Readable);

        public Task<IReadOnlyList<AppendOutcome>> AppendAsync(
            IReadOnlyList<PendingBallot> drafts, bool allOrNothing, CancellationToken cancellationToken) =>
                throw new NotSupportedException();

        public Task<IReadOnlyDictionary<Guid, byte[]>> FindContentHashesAsync(
            IReadOnlyCollection<Guid> ballotIds, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<StoredBallot?> FindCurrentAsync(Guid ballotId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Receipt?> FindReceiptAsync(Guid ballotId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<long> CountConflictsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Reports : IProgress<long>
    {
        internal List<long> Values { get; } = [];

        public void Report(long value) => Values.Add(value);
    }
}
