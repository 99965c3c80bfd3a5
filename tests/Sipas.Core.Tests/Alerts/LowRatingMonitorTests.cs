using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Log;
using Sipas.Quality;
using Sipas.Storage.Contract;

namespace Sipas.Alerts;

public class LowRatingMonitorTests
{
    [Fact]
    public async Task CatchUp_LowRatings_AreToldAndStoredForEveryTarget_OldOnesNot()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        await AppendAsync(harness, 1, 1);
        var explained = new Told();
        using LowRatingMonitor watch = Watch(harness, explained, "one", "two");
        Assert.Equal(0, await watch.CatchUpAsync(default));

        await AppendAsync(harness, 2, 5);
        await AppendAsync(harness, 3, 2);
        Assert.Equal(1, await watch.CatchUpAsync(default));
        Assert.Equal(0, await watch.CatchUpAsync(default));

        LowRatingAlert alert = Assert.Single(explained.Alerts);
        Assert.Equal(("low-3", LowRatingAlertKind.LowRating, "S01", 9), (alert.Id, alert.Kind, alert.Unit, alert.Answers.Count));
        IReadOnlyList<AlertDelivery> due = await harness.Storage.Alerts.ReadDueAlertsAsync(ServiceHarness.Clock.GetUtcNow(), 10, default);
        Assert.Equal(["one", "two"], due.Select(delivery => delivery.Target));
        Assert.DoesNotContain(SampleBallots.Id(3).ToString(), due[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CatchUp_AfterARestart_GoesOnWhereItWasAndForgetsNoTrend()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        using (LowRatingMonitor first = Watch(harness, new Told(), "one"))
        {
            await first.CatchUpAsync(default);
            for (int i = 1; i <= 19; i++)
            {
                await AppendAsync(harness, i, i % 2 == 0 ? (byte)1 : (byte)5);
            }

            Assert.Equal(9, await first.CatchUpAsync(default));
        }

        var explained = new Told();
        using LowRatingMonitor second = Watch(harness, explained, "one");
        await AppendAsync(harness, 20, 1);

        Assert.Equal(2, await second.CatchUpAsync(default));
        Assert.Equal(["low-20", "rate-20"], explained.Alerts.Select(alert => alert.Id));
        Assert.Equal((20, 10), (explained.Alerts[1].BallotCount!.Value, explained.Alerts[1].LowCount!.Value));
    }

    [Fact]
    public async Task CatchUp_AskedForWhileItLooks_TellsASignalOnce()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        var explained = new Told();
        var slow = new SlowLog(harness.Storage.Log);
        using var watch = new LowRatingMonitor(
            harness.State, slow, harness.Storage.Ballots, harness.Storage.Alerts, new LowRatingRules(), [explained], [],
            ServiceHarness.Clock, NullLogger<LowRatingMonitor>.Instance);
        await watch.CatchUpAsync(default);
        await AppendAsync(harness, 1, 1);
        slow.Gate = new TaskCompletionSource();

        Task<int>[] both = [watch.CatchUpAsync(default), watch.CatchUpAsync(default)];
        slow.Gate.SetResult();

        Assert.Equal(1, (await Task.WhenAll(both)).Sum());
        Assert.Single(explained.Alerts);
    }

    [Fact]
    public async Task CatchUp_HandlerThatThrows_HoldsUpNobody()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        var explained = new Told();
        using var watch = new LowRatingMonitor(
            harness.State, harness.Storage.Log, harness.Storage.Ballots, harness.Storage.Alerts, new LowRatingRules(),
                [new Throws(), explained], [], ServiceHarness.Clock,
            NullLogger<LowRatingMonitor>.Instance);
        await watch.CatchUpAsync(default);
        await AppendAsync(harness, 1, 1);
        await AppendAsync(harness, 2, 1);

        Assert.Equal(2, await watch.CatchUpAsync(default));

        Assert.Equal(2, explained.Alerts.Count);
    }

    [Fact]
    public void Observe_RateBelowTheMinimumOfBallots_IsNeverTold_AndAnAlertOnlyOnceUntilItFell()
    {
        var watcher = new LowRatingDetector(new LowRatingRules { MinimumBallots = 20, RateBallots = 20, RateShare = 0.5 },
            SampleBallots.Packs);
        string answers = string.Concat(Enumerable.Repeat('1', 19).Concat(Enumerable.Repeat('1', 5)).Concat(Enumerable.Repeat('5', 15))
            .Concat(Enumerable.Repeat('1', 20)));
        int[] alerts = [.. answers.Select((answer, i) => (watcher.Observe(Stored(i + 1, answer)), i))
            .Where(pair => pair.Item1.Any(alert => alert.Kind == LowRatingAlertKind.LowRate)).Select(pair => pair.i + 1)];

        // The 20th ballot is the first that may tell. 24 low ones and 15 others leave 5 low ones of 20; five more push
        // out those five, and five further ones make it ten.
        Assert.Equal([20, 49], alerts);
    }

    [Fact]
    public void Observe_SatisfiedOrBlankOrLateBallots_AreNeverLow()
    {
        var watcher = new LowRatingDetector(new LowRatingRules { LowLevel = 9 }, SampleBallots.Packs);

        Assert.Empty(watcher.Observe(Stored(1, '4')));
        Assert.Empty(watcher.Observe(Stored(2, '-')));
        Assert.Empty(watcher.Observe(Stored(3, 'n')));
        Assert.Empty(watcher.Observe(Stored(4, '1') with { Late = true }));
        Assert.Single(watcher.Observe(Stored(5, '3')));
    }

    [Fact]
    public void Rules_OutsideTheirRanges_AreAllTold() => Assert.Equal(
        ["LowRatingRules.LowLevel", "LowRatingRules.MinimumBallots", "LowRatingRules.RateShare"],
        Assert.Throws<SipasException>(() => new LowRatingRules { LowLevel = 0, MinimumBallots = 60, RateShare = 0 }.RequireValid()).Problems
        .Select(problem => problem.Place));

    [Fact]
    public void Failed_AgainAndAgain_WaitsLongerUpToAnHourForEver()
    {
        DateTimeOffset now = SampleBallots.Noon;
        var delivery = new AlertDelivery("low-1", "one", "{}", 0, now, null, null);
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

    private static LowRatingMonitor Watch(ServiceHarness harness, ILowRatingHandler handler, params string[] targets) =>
        new(harness.State, harness.Storage.Log, harness.Storage.Ballots, harness.Storage.Alerts, new LowRatingRules(), [handler],
            [new Targets(targets)], ServiceHarness.Clock,
            NullLogger<LowRatingMonitor>.Instance);

    private static Task<IReadOnlyList<AppendOutcome>> AppendAsync(ServiceHarness harness, int number, byte level) =>
        harness.Storage.Ballots.AppendAsync([SampleBallots.Draft(number, answer: level)], false, default);

    private static StoredBallot Stored(long sequence, char answer) => new()
    {
        Sequence = sequence,
        Header = new BallotHeader
        {
            Id = SampleBallots.Id((int)sequence),
            PackId = "kiosk-9",
            QuestionnaireVersion = "five-1",
            UnitCode = "S01",
            Mode = CollectionMode.Kiosk,
            Basis = SelectionBasis.SelfSelected,
            Language = "vi",
            StartedAt = SampleBallots.Noon,
            CompletedAt = SampleBallots.Noon,
        },
        ReceivedAt = SampleBallots.Noon.ToUniversalTime(),
        Answers = new string(answer, 9),
        ContentHash = new byte[32],
        Position = sequence,
        ChainHash = new byte[32],
    };

    private sealed class Told : ILowRatingHandler
    {
        public List<LowRatingAlert> Alerts { get; } = [];

        public Task HandleAsync(LowRatingAlert alert, CancellationToken cancellationToken)
        {
            Alerts.Add(alert);
            return Task.CompletedTask;
        }
    }

    /// <summary>Gives no ballot before its gate opens.</summary>
    private sealed class SlowLog(ILogSource inner) : ILogSource
    {
        public TaskCompletionSource? Gate { get; set; }

        public Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken) => inner.ReadHeadAsync(cancellationToken);

        public async IAsyncEnumerable<StoredBallot> ReadStoredAsync(
            long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            if (Gate is not null)
            {
                await Gate.Task;
            }

            await foreach (StoredBallot ballot in inner.ReadStoredAsync(afterSequence, cancellationToken))
            {
                yield return ballot;
            }
        }
    }

    private sealed class Throws : ILowRatingHandler
    {
        public Task HandleAsync(LowRatingAlert alert, CancellationToken cancellationToken) => throw new InvalidOperationException("x");
    }

    private sealed class Targets(string[] names) : IAlertTargets
    {
        public IReadOnlyList<string> Names => names;
    }
}
