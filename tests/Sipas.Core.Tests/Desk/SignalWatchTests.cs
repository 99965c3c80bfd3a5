using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Signals;
using Sipas.Storage;
using Sipas.Storage.Contract;

namespace Sipas.Desk;

public class SignalWatchTests
{
    [Fact]
    public async Task CatchUp_LowRatings_AreToldAndKeptForEveryTarget_OldOnesNot()
    {
        await using DeskHarness harness = await DeskHarness.CreateAsync();
        await AppendAsync(harness, 1, 1);
        var told = new Told();
        using SignalWatch watch = Watch(harness, told, "one", "two");
        Assert.Equal(0, await watch.CatchUpAsync(default));

        await AppendAsync(harness, 2, 5);
        await AppendAsync(harness, 3, 2);
        Assert.Equal(1, await watch.CatchUpAsync(default));
        Assert.Equal(0, await watch.CatchUpAsync(default));

        RatingSignal signal = Assert.Single(told.Signals);
        Assert.Equal(("low-3", RatingSignalKind.LowRating, "S01", 9), (signal.Id, signal.Kind, signal.Unit, signal.Answers.Count));
        IReadOnlyList<SignalDelivery> due = await harness.Storage.ReadDueSignalsAsync(DeskHarness.Clock.GetUtcNow(), 10, default);
        Assert.Equal(["one", "two"], due.Select(delivery => delivery.Target));
        Assert.DoesNotContain(SampleBallots.Id(3).ToString(), due[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CatchUp_AfterARestart_GoesOnWhereItWasAndForgetsNoTrend()
    {
        await using DeskHarness harness = await DeskHarness.CreateAsync();
        using (SignalWatch first = Watch(harness, new Told(), "one"))
        {
            await first.CatchUpAsync(default);
            for (int i = 1; i <= 19; i++)
            {
                await AppendAsync(harness, i, i % 2 == 0 ? (byte)1 : (byte)5);
            }

            Assert.Equal(9, await first.CatchUpAsync(default));
        }

        var told = new Told();
        using SignalWatch second = Watch(harness, told, "one");
        await AppendAsync(harness, 20, 1);

        Assert.Equal(2, await second.CatchUpAsync(default));
        Assert.Equal(["low-20", "rate-20"], told.Signals.Select(signal => signal.Id));
        Assert.Equal((20, 10), (told.Signals[1].BallotCount!.Value, told.Signals[1].LowCount!.Value));
    }

    [Fact]
    public async Task CatchUp_AskedForWhileItLooks_TellsASignalOnce()
    {
        await using DeskHarness harness = await DeskHarness.CreateAsync();
        var told = new Told();
        var slow = new SlowLog(harness.Storage);
        using var watch = new SignalWatch(harness.State, slow, harness.Storage, new LowRatingRules(), [told], [], DeskHarness.Clock, NullLogger<SignalWatch>.Instance);
        await watch.CatchUpAsync(default);
        await AppendAsync(harness, 1, 1);
        slow.Gate = new TaskCompletionSource();

        Task<int>[] both = [watch.CatchUpAsync(default), watch.CatchUpAsync(default)];
        slow.Gate.SetResult();

        Assert.Equal(1, (await Task.WhenAll(both)).Sum());
        Assert.Single(told.Signals);
    }

    [Fact]
    public async Task CatchUp_HandlerThatThrows_HoldsUpNobody()
    {
        await using DeskHarness harness = await DeskHarness.CreateAsync();
        var told = new Told();
        using var watch = new SignalWatch(
            harness.State, harness.Storage, harness.Storage, new LowRatingRules(), [new Throws(), told], [], DeskHarness.Clock, NullLogger<SignalWatch>.Instance);
        await watch.CatchUpAsync(default);
        await AppendAsync(harness, 1, 1);
        await AppendAsync(harness, 2, 1);

        Assert.Equal(2, await watch.CatchUpAsync(default));

        Assert.Equal(2, told.Signals.Count);
    }

    [Fact]
    public void Observe_RateBelowTheMinimumOfBallots_IsNeverTold_AndAnAlertOnlyOnceUntilItFell()
    {
        var watcher = new RatingWatcher(new LowRatingRules { MinimumBallots = 20, RateBallots = 20, RateShare = 0.5 }, SampleBallots.Packs);
        string answers = string.Concat(Enumerable.Repeat('1', 19).Concat(Enumerable.Repeat('1', 5)).Concat(Enumerable.Repeat('5', 15)).Concat(Enumerable.Repeat('1', 20)));
        int[] alerts = [.. answers.Select((answer, i) => (watcher.Observe(Kept(i + 1, answer)), i)).Where(pair => pair.Item1.Any(signal => signal.Kind == RatingSignalKind.LowRate)).Select(pair => pair.i + 1)];

        // The 20th ballot is the first that may tell. 24 low ones and 15 others leave 5 low ones of 20; five more push out those five, and five further ones make it ten.
        Assert.Equal([20, 49], alerts);
    }

    [Fact]
    public void Observe_SatisfiedOrBlankOrLateBallots_AreNeverLow()
    {
        var watcher = new RatingWatcher(new LowRatingRules { LowLevel = 9 }, SampleBallots.Packs);

        Assert.Empty(watcher.Observe(Kept(1, '4')));
        Assert.Empty(watcher.Observe(Kept(2, '-')));
        Assert.Empty(watcher.Observe(Kept(3, 'n')));
        Assert.Empty(watcher.Observe(Kept(4, '1') with { Late = true }));
        Assert.Single(watcher.Observe(Kept(5, '3')));
    }

    [Fact]
    public void Rules_OutsideTheirRanges_AreAllTold() => Assert.Equal(
        ["LowRatingRules.LowLevel", "LowRatingRules.MinimumBallots", "LowRatingRules.RateShare"],
        Assert.Throws<SipasException>(() => new LowRatingRules { LowLevel = 0, MinimumBallots = 60, RateShare = 0 }.RequireValid()).Problems.Select(problem => problem.Place));

    [Fact]
    public void Failed_AgainAndAgain_WaitsLongerUpToAnHourForEver()
    {
        DateTimeOffset now = SampleBallots.Noon;
        var delivery = new SignalDelivery("low-1", "one", "{}", 0, now, null, null);
        var waits = new List<double>();
        for (int i = 0; i < 40; i++)
        {
            delivery = delivery.Failed(now, "503");
            waits.Add((delivery.DueAt - now).TotalSeconds);
        }

        Assert.Equal([5, 10, 20, 40, 80], waits.Take(5));
        Assert.Equal(3600, waits[^1]);
        Assert.Equal(40, delivery.Attempts);
    }

    private static SignalWatch Watch(DeskHarness harness, ILowRatingHandler handler, params string[] targets) =>
        new(harness.State, harness.Storage, harness.Storage, new LowRatingRules(), [handler], [new Targets(targets)], DeskHarness.Clock, NullLogger<SignalWatch>.Instance);

    private static Task<IReadOnlyList<AppendOutcome>> AppendAsync(DeskHarness harness, int number, byte level) => harness.Storage.AppendAsync([SampleBallots.Draft(number, answer: level)], false, default);

    private static KeptBallot Kept(long sequence, char answer) => new()
    {
        Sequence = sequence,
        Id = SampleBallots.Id((int)sequence),
        PackId = "kiosk-9",
        QuestionnaireVersion = "five-1",
        UnitCode = "S01",
        Mode = CollectionMode.Kiosk,
        Basis = SelectionBasis.SelfSelected,
        Language = "vi",
        StartedAt = SampleBallots.Noon,
        CompletedAt = SampleBallots.Noon,
        ReceivedAt = SampleBallots.Noon.ToUniversalTime(),
        Answers = new string(answer, 9),
        ContentHash = new byte[32],
        Position = sequence,
        ChainHash = new byte[32],
    };

    private sealed class Told : ILowRatingHandler
    {
        public List<RatingSignal> Signals { get; } = [];

        public Task HandleAsync(RatingSignal signal, CancellationToken cancellationToken)
        {
            Signals.Add(signal);
            return Task.CompletedTask;
        }
    }

    /// <summary>Gives no ballot before its gate opens.</summary>
    private sealed class SlowLog(ISipasStorage inner) : DelegatingStorage(inner)
    {
        public TaskCompletionSource? Gate { get; set; }

        public override async IAsyncEnumerable<KeptBallot> ReadKeptAsync(long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            if (Gate is not null)
            {
                await Gate.Task;
            }

            await foreach (KeptBallot ballot in base.ReadKeptAsync(afterSequence, cancellationToken))
            {
                yield return ballot;
            }
        }
    }

    private sealed class Throws : ILowRatingHandler
    {
        public Task HandleAsync(RatingSignal signal, CancellationToken cancellationToken) => throw new InvalidOperationException("x");
    }

    private sealed class Targets(string[] names) : ISignalTargets
    {
        public IReadOnlyList<string> Names => names;
    }
}
