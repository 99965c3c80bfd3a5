using Sipas.Ballots;
using Sipas.Corrections;
using Sipas.Quality;
using Sipas.Storage;
using Sipas.Storage.Contract;
using Sipas.Surveys;

namespace Sipas.Counting;

public sealed class LogFollowerTests : IAsyncLifetime
{
    private ServiceHarness _harness = null!;

    private CorrectionService Service => new(_harness.Intake, _harness.Storage.Ballots, _harness.Storage.Closings, _harness.Quality);

    public async Task InitializeAsync() => _harness = await ServiceHarness.CreateAsync();

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task Follow_Correction_CostsOneReadingForAllConsumers()
    {
        await Service.SubmitAllAsync([Row(1, 1), Row(2, 2), Row(3, 3)], default);
        var storage = new CountingStorage(_harness.Storage);
        using var state = new SurveyState(storage, SampleBallots.Packs);
        await state.OpenAsync(default);
        await state.ReadMarginsAsync(SampleBallots.Kiosk, null, true, default);
        Assert.Equal([0L], storage.Readings);
        StoredColumns columns = await state.ColumnsAsync(default);
        Assert.Equal([0L, 0L], storage.Readings);

        storage.Readings.Clear();
        await Service.SubmitAllAsync([Row(2, 5)], "nhập nhầm", "Lan", "Minh", default);
        await state.FollowAsync(default);
        await state.ReadMarginsAsync(SampleBallots.Kiosk, null, true, default);

        // The first reading finds the correction, the second one starts again; no consumer reads the log for itself.
        Assert.Equal([3L, 0L], storage.Readings);
        Assert.Equal((4L, 4L), (state.Watermark, columns.Watermark));
        AnswerTally live = state.Live.Tally(SampleBallots.Kiosk, "S01", SelectionBasis.Sampled);
        AnswerTally held = columns.Tally(SampleBallots.Kiosk, new StoredBallotFilter());
        Assert.Equal([3L, 0L, 1L], [live.BallotCount, Count(live, 2), Count(live, 5)]);
        Assert.Equal(live.Counters.ToArray(), held.Counters.ToArray());
        Assert.Equal(3, (await state.ReadMarginsAsync(SampleBallots.Kiosk, null, true, default)).Unit("S01", "K1")!.RowCount);
    }

    [Fact]
    public async Task Follow_BallotsOfAnotherProcess_AreReadOnceForConsumersAtTheSamePlace()
    {
        await Service.SubmitAllAsync([Row(1, 1)], default);
        var storage = new CountingStorage(_harness.Storage);
        using var state = new SurveyState(storage, SampleBallots.Packs);
        await state.OpenForAsync(SampleBallots.Packs.Find("kiosk-9")!, withColumns: true, null, default);

        await Service.SubmitAllAsync([Row(2, 4), Row(3, 4)], default);
        await state.FollowAsync(default);

        Assert.Equal([0L, 1L], storage.Readings);
        storage.Readings.Clear();
        Assert.Equal(3, (await state.ColumnsAsync(default)).Tally(SampleBallots.Kiosk, new StoredBallotFilter()).BallotCount);
        Assert.Equal([3L], storage.Readings);
    }

    [Fact]
    public async Task Follow_ConsumerWhoseTurnIsTaken_DelaysNoOtherAndFollowsLater()
    {
        await Service.SubmitAllAsync([Row(1, 1)], default);
        using var state = new SurveyState(_harness.Storage, SampleBallots.Packs);
        await state.OpenAsync(default);
        StoredColumns columns = await state.ColumnsAsync(default);

        await columns.Turn.WaitAsync();
        await Service.SubmitAllAsync([Row(2, 2)], default);
        await state.FollowAsync(default);
        Assert.Equal((2L, 1L), (state.Watermark, columns.Watermark));
        columns.Turn.Release();

        Assert.Equal(2, (await state.ColumnsAsync(default)).Tally(SampleBallots.Kiosk, new StoredBallotFilter()).BallotCount);
    }

    private static long Count(AnswerTally tally, int level) => tally.Count(SampleBallots.Kiosk.Items[0], level);

    private static BallotSubmission Row(int number, int level) => new()
    {
        Id = SampleBallots.Numbers.ToId("kiosk-9", "S01", $"{number}").ToString("D"),
        Pack = "kiosk-9",
        QuestionnaireVersion = "five-1",
        Unit = "S01",
        Mode = "paper",
        Basis = "sampled",
        StartedAt = "2026-11-20T00:00:00+07:00",
        CompletedAt = "2026-11-20T00:00:00+07:00",
        Answers = [.. Enumerable.Range(1, 9).Select(n => new RawAnswer($"K{n}", RawAnswerKind.Whole, $"{level}", level))],
    };

    private sealed class CountingStorage(ISipasStorage storage) : DelegatingStorage(storage)
    {
        private readonly CountingStore _ballots = new(storage.Ballots);

        public List<long> Readings => _ballots.Readings;

        public override IBallotStore Ballots => _ballots;
    }

    private sealed class CountingStore(IBallotStore store) : DelegatingBallotStore(store)
    {
        public List<long> Readings { get; } = [];

        internal override IAsyncEnumerable<CountedBallot> ReadAsync(long afterSequence, CancellationToken cancellationToken)
        {
            Readings.Add(afterSequence);
            return base.ReadAsync(afterSequence, cancellationToken);
        }
    }
}
