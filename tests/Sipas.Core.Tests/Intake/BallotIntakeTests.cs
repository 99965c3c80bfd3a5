using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Storage;
using Sipas.Storage.Contract;
using Sipas.Surveys;

namespace Sipas.Intake;

public sealed class BallotIntakeTests : IAsyncLifetime
{
    private readonly InMemoryStorage _storage = new();
    private readonly FakeTimeProvider _clock = new(SampleBallots.Noon.AddYears(1));
    private SurveyState _state = null!;
    private BallotIntake _intake = null!;

    public async Task InitializeAsync()
    {
        await _storage.Units.SaveAsync(SampleBallots.Units, default);
        _state = new SurveyState(_storage, SampleBallots.Packs);
        await _state.OpenAsync(default);
        _intake = new BallotIntake(_storage.Ballots, _storage.Held, new BallotValidator(SampleBallots.Packs), _state, _clock);
    }

    public async Task DisposeAsync()
    {
        await _intake.DisposeAsync();
        _state.Dispose();
        _storage.Dispose();
    }

    [Fact]
    public async Task Fault01_FiftyCopiesFromEightThreads_GiveOneRowAndFiftyEqualReceipts()
    {
        IntakeResult[] results = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(i => Task.Run(() => _intake.SubmitAsync(Submission(1), default))));

        Assert.Single(results.Select(result => result.Receipt).Distinct());
        Assert.Equal(1, results.Count(result => result.Status == IntakeStatus.Accepted));
        Assert.Equal(49, results.Count(result => result.Status == IntakeStatus.AlreadyAccepted));
        Assert.Equal(1, BallotCount());
    }

    [Fact]
    public async Task Fault02_SameIdOtherContent_IsAConflictAndTheFirstStays()
    {
        await _intake.SubmitAsync(Submission(1, level: 5), default);

        IntakeResult result = await _intake.SubmitAsync(Submission(1, level: 1), default);

        Assert.Equal(IntakeStatus.Conflict, result.Status);
        Assert.Equal(ProblemCodes.IdConflict, Assert.Single(result.Problems).Code);
        Assert.Equal(1, BallotCount());
        AnswerTally stored = _state.Live.Tally(SampleBallots.Kiosk, "S01", SelectionBasis.SelfSelected);
        Assert.All(SampleBallots.Kiosk.Items, item => Assert.Equal(1, stored.Count(item, 5)));
    }

    [Fact]
    public async Task SubmitAsync_AfterItsSurveyWasClosed_GivesAReceiptAndCountsNowhere()
    {
        await _intake.SubmitAsync(Submission(1), default);
        await _storage.Closings.CloseAsync("2026", new SurveyScope { PackId = "kiosk-9", To = new DateOnly(2026, 12, 31) }, default);

        IntakeResult late = await _intake.SubmitAsync(Submission(2), default);
        IntakeResult next = await _intake
            .SubmitAsync(Submission(3) with { StartedAt = "2027-01-02T08:00:00+07:00", CompletedAt = "2027-01-02T08:01:00+07:00" },
                default);
        await _state.FollowAsync(default);

        Assert.Equal((IntakeStatus.Accepted, 2L), (late.Status, late.Receipt!.Position));
        Assert.Equal((IntakeStatus.Accepted, 3L), (next.Status, next.Receipt!.Position));
        Assert.Equal(2, BallotCount());
        Assert.Equal(3, _state.Live.Watermark);
        Assert.Equal(IntakeStatus.AlreadyAccepted, (await _intake.SubmitAsync(Submission(2), default)).Status);
    }

    [Fact]
    public async Task SubmitAsync_ManyAtOnce_LiveCountEqualsARecountOfTheStore()
    {
        await Task.WhenAll(Enumerable.Range(1, 500)
            .Select(i => Task.Run(() =>
                _intake.SubmitAsync(Submission(i, level: 1 + (i % 5), unit: i % 2 == 0 ? "S01" : "Q01"), default))));

        var recount = new Dictionary<string, AnswerTally>(StringComparer.Ordinal)
        {
            ["S01"] = new(SampleBallots.Kiosk),
            ["Q01"] = new(SampleBallots.Kiosk)
        };
        await foreach (CountedBallot ballot in _storage.Ballots.ReadAsync(0, default))
        {
            recount[ballot.Key.UnitCode].Add(ballot.Codes.Span);
        }

        Assert.Equal(500, BallotCount());
        IReadOnlyDictionary<string, AnswerTally> live = _state.Live.ByUnit(SampleBallots.Kiosk, SelectionBasis.SelfSelected);
        Assert.Equal(recount.Keys.Order(), live.Keys.Order());
        Assert.All(recount, unit => Assert.Equal(unit.Value.Counters.ToArray(), live[unit.Key].Counters.ToArray()));
    }

    [Fact]
    public async Task SubmitAsync_StoreUnavailable_SaysSoAndGoesOnAfterwards()
    {
        var failing = new FailingBallots(_storage.Ballots) { Failure = new StoreUnavailableException(StoreUnavailability.Full) };
        await using var intake = new BallotIntake(failing, _storage.Held, new BallotValidator(SampleBallots.Packs), _state, _clock);

        IntakeResult refused = await intake.SubmitAsync(Submission(1), default);
        failing.Failure = new InvalidOperationException("something else");
        await Assert.ThrowsAsync<InvalidOperationException>(() => intake.SubmitAsync(Submission(1), default));
        failing.Failure = null;
        IntakeResult accepted = await intake.SubmitAsync(Submission(1), default);

        Assert.Equal(IntakeStatus.Unavailable, refused.Status);
        Assert.Equal(ProblemCodes.StoreFull, Assert.Single(refused.Problems).Code);
        Assert.Null(refused.Receipt);
        Assert.Equal(IntakeStatus.Accepted, accepted.Status);
        Assert.Equal(1, BallotCount());
    }

    [Fact]
    public async Task SubmitAllAsync_OneInvalid_KeepsNothingAndNamesIt()
    {
        BatchResult result = await _intake.SubmitAllAsync([Submission(1), Submission(2, level: 9), Submission(3)], default);

        BatchProblem problem = result.Problems[0];
        Assert.Equal((1, ProblemCodes.LevelAbove), (problem.Index, problem.Problem.Code));
        Assert.Equal(9, result.Problems.Count);
        Assert.Equal(0, BallotCount());
    }

    [Fact]
    public async Task FollowAsync_AnotherProcessAppended_CountsItOnce()
    {
        await _intake.SubmitAsync(Submission(1), default);
        await _storage.Ballots.AppendAsync([SampleBallots.Draft(2), SampleBallots.Draft(3)], false, default);

        await _state.FollowAsync(default);
        await _storage.Ballots.AppendAsync([SampleBallots.Draft(4)], false, default);
        await _intake.SubmitAsync(Submission(5), default);
        await _state.FollowAsync(default);

        Assert.Equal(5, BallotCount());
        Assert.Equal(5, _state.Live.Watermark);
    }

    private long BallotCount() => _state.Live.BallotCount(SampleBallots.Kiosk, SelectionBasis.SelfSelected);

    private static BallotSubmission Submission(int number, int level = 4, string unit = "S01") => BallotValidatorTests.Good with
    {
        Id = SampleBallots.Id(number).ToString("D"),
        Unit = unit,
        Answers = [.. Enumerable.Range(1, 9).Select(i => new RawAnswer($"K{i}", RawAnswerKind.Whole, "x", level))],
    };

    private sealed class FailingBallots(IBallotStore inner) : DelegatingBallotStore(inner)
    {
        public Exception? Failure { get; set; }

        public override Task<IReadOnlyList<AppendOutcome>> AppendAsync(
            IReadOnlyList<PendingBallot> drafts, bool allOrNothing, CancellationToken cancellationToken) =>
            Failure is null
            ? base.AppendAsync(drafts, allOrNothing, cancellationToken)
            : Task.FromException<IReadOnlyList<AppendOutcome>>(Failure);
    }
}
