using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Intake;
using Sipas.Log;
using Sipas.Paper;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Storage.Contract;
using Sipas.Surveys;

namespace Sipas.Corrections;

public sealed class CorrectionServiceTests : IAsyncLifetime
{
    private ServiceHarness _harness = null!;

    private CorrectionService Service => new(_harness.Intake, _harness.Storage.Ballots, _harness.Storage.Closings, _harness.Quality);

    public async Task InitializeAsync() => _harness = await ServiceHarness.CreateAsync();

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task SubmitAllAsync_NewSameAndChangedRows_CountsAsARecountOfTheRightRows()
    {
        await Service.SubmitAllAsync([Row(1, 1), Row(2, 2), Row(3, 3)], default);
        StoredColumns columns = await _harness.State.ColumnsAsync(default);
        LiveCube before = _harness.State.Live;

        CorrectionPlan plan = await Service.PlanAsync([Row(1, 1), Row(2, 5), Row(4, 4)], default);
        BatchResult result = await Service.SubmitAllAsync([Row(1, 1), Row(2, 5), Row(4, 4)], "nhập nhầm", "Lan", "Minh", default);

        Assert.Equal((1L, 1L, 1), (plan.New, plan.Same, plan.Corrections.Count));
        Assert.Equal((1, 2L, 9, null),
            (plan.Corrections[0].Index, plan.Corrections[0].Current.Sequence, plan.Corrections[0].Differences.Count,
                plan.Corrections[0].Refusal));
        Assert.Equal(("K1", "2", "5"), plan.Corrections[0].Differences[0]);
        Assert.Empty(result.Problems);
        Assert.Equal((2L, 1L, 1L), (result.Appended, result.AlreadyStored, result.Corrected));

        // The oracle counts the rows that are right, and nothing else.
        long[] expected = new long[6];
        foreach (int level in (int[])[1, 5, 3, 4])
        {
            expected[level]++;
        }

        AnswerTally live = _harness.State.Live.Tally(SampleBallots.Kiosk, "S01", SelectionBasis.Sampled);
        AnswerTally held = (await _harness.State.ColumnsAsync(default)).Tally(SampleBallots.Kiosk, new StoredBallotFilter());
        Assert.Equal([4L, 4L], new[] { live.BallotCount, held.BallotCount });
        for (int level = 1; level <= 5; level++)
        {
            Assert.Equal((expected[level], expected[level]), (Count(live, level), Count(held, level)));
        }

        Assert.NotSame(before, _harness.State.Live);
        Assert.Same(columns, await _harness.State.ColumnsAsync(default));
        Assert.Empty(await _harness.State.CheckLiveAsync(default));
    }

    [Fact]
    public async Task FollowAsync_AnotherProcessCorrected_CountsAnew()
    {
        await Service.SubmitAllAsync([Row(1, 1), Row(2, 2)], default);
        using var other = new SurveyState(_harness.Storage, SampleBallots.Packs);
        await other.OpenAsync(default);
        _ = await other.ColumnsAsync(default);

        await Service.SubmitAllAsync([Row(1, 5)], "nhập nhầm", "Lan", "Minh", default);
        await Service.SubmitAllAsync([Row(1, 4)], "lại nhầm", "Lan", "Minh", default);
        await other.FollowAsync(default);

        AnswerTally live = other.Live.Tally(SampleBallots.Kiosk, "S01", SelectionBasis.Sampled);
        AnswerTally held = (await other.ColumnsAsync(default)).Tally(SampleBallots.Kiosk, new StoredBallotFilter());
        foreach (AnswerTally tally in (AnswerTally[])[live, held])
        {
            Assert.Equal((2L, 0L, 1L, 0L, 1L, 0L),
                (tally.BallotCount, Count(tally, 1), Count(tally, 2), Count(tally, 3), Count(tally, 4), Count(tally, 5)));
        }

        Assert.Empty(await other.CheckLiveAsync(default));
    }

    [Fact]
    public async Task SubmitAllAsync_FilesOfBeforeAndAfterTheCorrectionAgain_AddAndRevertNothing()
    {
        await Service.SubmitAllAsync([Row(1, 1)], default);
        await Service.SubmitAllAsync([Row(1, 5)], "nhập nhầm", "Lan", "Minh", default);

        BatchResult old = await Service.SubmitAllAsync([Row(1, 1)], default);
        BatchResult right = await Service.SubmitAllAsync([Row(1, 5)], default);
        BatchResult wrong = await Service.SubmitAllAsync([Row(1, 3)], default);

        Assert.Equal([(0L, 1L), (0L, 1L)], new[] { old, right }.Select(result => (result.Appended, result.AlreadyStored)));
        Assert.Equal(ProblemCodes.IdConflict, Assert.Single(wrong.Problems).Problem.Code);
        Assert.Equal(1, Count(_harness.State.Live.Tally(SampleBallots.Kiosk, "S01", SelectionBasis.Sampled), 5));
    }

    [Fact]
    public async Task SubmitAllAsync_NotTwoPersonsOrNoReason_CorrectsNothing()
    {
        await Service.SubmitAllAsync([Row(1, 1)], default);

        (string Reason, string By, string Reviewer, string Code)[] cases =
        [
            (" ", "Lan", "Minh", ProblemCodes.CorrectionReason),
            (new string('x', 501), "Lan", "Minh", ProblemCodes.CorrectionReason),
            ("nhập nhầm", "Lan", "lan", ProblemCodes.CorrectionByOne),
            ("nhập nhầm", "Lan", "", ProblemCodes.ReviewerUnknown),
        ];
        foreach ((string reason, string by, string reviewer, string code) in cases)
        {
            Assert.Equal(code, Assert
                .Single((await Service.SubmitAllAsync([Row(1, 5)], reason, by, reviewer, default)).Problems).Problem.Code);
        }

        Assert.Equal(1, Count(_harness.State.Live.Tally(SampleBallots.Kiosk, "S01", SelectionBasis.Sampled), 1));
    }

    [Fact]
    public async Task SubmitAllAsync_ReviewerKeyedTheSheetOnPaper_IsRefusedAlsoForALaterCorrection()
    {
        var batch = new PaperBatch
        {
            Code = "L1",
            PackId = "kiosk-9",
            QuestionnaireVersion = "five-1",
            UnitCode = "S01",
            Basis = SelectionBasis.Sampled,
            Day = new DateOnly(2026, 11, 20),
            SheetCount = 1
        };
        Assert.Empty(await _harness.Paper.OpenAsync(batch, default));
        foreach ((string keyer, KeyingPass pass) in new[] { ("An", KeyingPass.First), ("Bình", KeyingPass.Second) })
        {
            using (AuditActor.Begin(keyer))
            {
                Assert.Empty(await _harness.Paper.KeyAsync("L1", "7", pass, Enumerable.Range(1, 9).ToDictionary(n => $"K{n}", _ => "1"),
                    default));
            }
        }

        Assert.Empty(await _harness.Paper.AcceptAsync("L1", default));

        // The same sheet in a file: its id is made with the keys of this store.
        string sheet = (await _harness.Keys.OpenAsync(default)).Numbers.ToId("kiosk-9", "S01", "7").ToString("D");
        Assert.Equal(ProblemCodes.ReviewerIsCollector,
            Assert.Single((await Service.SubmitAllAsync([Row(7, 4) with { Id = sheet }], "nhập nhầm", "Lan", "An",
                default)).Problems).Problem.Code);
        Assert.Empty((await Service.SubmitAllAsync([Row(7, 4) with { Id = sheet }], "nhập nhầm", "Lan", "Minh", default)).Problems);
        Assert.Equal(ProblemCodes.ReviewerIsCollector,
            Assert.Single((await Service.SubmitAllAsync([Row(7, 5) with { Id = sheet }], "lại nhầm", "Lan", "Bình",
                default)).Problems).Problem.Code);
        Assert.Equal(1, Count(_harness.State.Live.Tally(SampleBallots.Kiosk, "S01", SelectionBasis.Sampled), 4));
    }

    [Fact]
    public async Task SubmitAllAsync_SurveyClosed_IsRefusedAndTheAttemptIsRecorded()
    {
        await Service.SubmitAllAsync([Row(1, 1)], default);
        await _harness.Storage.Closings.CloseAsync("2026", new SurveyScope { PackId = "kiosk-9" }, default);

        BatchResult result = await Service.SubmitAllAsync([Row(1, 5)], "nhập nhầm", "Lan", "Minh", default);

        Assert.Equal(ProblemCodes.CorrectionAfterClosing, Assert.Single(result.Problems).Problem.Code);
        Assert.Equal(ProblemCodes.CorrectionAfterClosing,
            Assert.Single((await Service.PlanAsync([Row(1, 5)], default)).Corrections).Refusal!.Code);
        Assert.Equal(1, await _harness.Storage.Ballots.CountConflictsAsync(default));
        Assert.Equal(1, Count(_harness.State.Live.Tally(SampleBallots.Kiosk, "S01", SelectionBasis.Sampled), 1));
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
}
