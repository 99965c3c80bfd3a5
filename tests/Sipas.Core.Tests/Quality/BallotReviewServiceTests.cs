using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Problems;
using Sipas.Storage.Contract;

namespace Sipas.Quality;

public class BallotReviewServiceTests
{
    [Fact]
    public async Task CountHeld_OfFlaggedBallots_IsExactlyTheDifference()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        await harness.Storage.Ballots.AppendAsync(
            [.. Enumerable.Range(1, 200).Select(i => Enrolled(SampleBallots.Draft(i, i % 3 == 0 ? "X01" : "S01")))], false, default);
        await harness.State.FollowAsync(default);
        QualityRun run = await harness.Quality.RunAsync(new QualityRules { StaffDevices = ["tablet-1"] }, default);
        FlaggedBallots flagged = await harness.Quality.ReadAsync(default);

        LiveCube aside = (await harness.State.FlaggedAsync(default))!;

        var without = new LiveCube(SampleBallots.Packs);
        await foreach (CountedBallot ballot in harness.Storage.Ballots.ReadAsync(0, default))
        {
            if (!flagged.Set.Contains(ballot.Sequence))
            {
                without.Apply([ballot]);
            }
        }

        Assert.Equal((200L, run.FlaggedCount), (run.BallotCount, (long)flagged.Set.Count));
        Assert.InRange(run.FlaggedCount, 1, 199);
        foreach (string unit in (string[])["S01", "X01"])
        {
            AnswerTally all = harness.State.Live.Tally(SampleBallots.Kiosk, unit, SelectionBasis.SelfSelected);
            Assert.Equal(Counts(without.Tally(SampleBallots.Kiosk, unit, SelectionBasis.SelfSelected)),
                Counts(all.Without(aside.Tally(SampleBallots.Kiosk, unit, SelectionBasis.SelfSelected))));
        }
    }

    [Fact]
    public async Task Review_Accept_BringsTheBallotBackAndReject_KeepsItAside()
    {
        await using ServiceHarness harness = await FlaggedAsync();

        Assert.Empty(await harness.Quality.ReviewAsync(3, ReviewDecision.Comment, "gọi lại", "Lan", default));
        Assert.Contains(3L, (await harness.Quality.ReadAsync(default)).Set);
        Assert.Empty(await harness.Quality.ReviewAsync(3, ReviewDecision.Accept, null, "Lan", default));
        Assert.DoesNotContain(3L, (await harness.Quality.ReadAsync(default)).Set);
        Assert.Empty(await harness.Quality.ReviewAsync(3, ReviewDecision.Reject, "trùng", "Minh", default));

        FlaggedBallot ballot = (await harness.Quality.ReadAsync(default)).Find(3)!;
        Assert.True(ballot.IsHeld);
        Assert.Equal(["Lan", "Lan", "Minh"], ballot.Reviews.Select(review => review.Reviewer));
        Assert.Equal(6, await harness.Storage.Ballots.LastSequenceAsync(default));
        Assert.Equal(
            3, (await harness.Storage.Audit.ReadAuditAsync(default)).Count(record => record.Action == AuditActions.BallotReviewed));
    }

    [Fact]
    public async Task Columns_AfterARunAndEachReview_CountAsFlaggedWhatTheDeskSetsAside()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        await harness.Storage.Ballots.AppendAsync(
            [.. Enumerable.Range(1, 60).Select(i => Enrolled(SampleBallots.Draft(i)))], false, default);
        await harness.State.FollowAsync(default);
        Assert.Equal((0, 60), await CountFlaggedAsync());

        await harness.Quality.RunAsync(new QualityRules { StaffDevices = ["tablet-1"] }, default);
        int set = (await harness.Quality.ReadAsync(default)).Set.Count;
        Assert.InRange(set, 2, 59);
        Assert.Equal((set, 60 - set), await CountFlaggedAsync());

        long reviewed = (await harness.Quality.ReadAsync(default)).Set.Min();
        Assert.Empty(await harness.Quality.ReviewAsync(reviewed, ReviewDecision.Accept, null, "Lan", default));
        Assert.Equal((set - 1, 60 - set + 1), await CountFlaggedAsync());
        Assert.Empty(await harness.Quality.ReviewAsync(reviewed, ReviewDecision.Reject, "trùng", "Lan", default));
        Assert.Equal((set, 60 - set), await CountFlaggedAsync());
        Assert.Empty(await harness.State.CheckLiveAsync(default));

        async Task<(int Flagged, int Others)> CountFlaggedAsync()
        {
            StoredColumns columns = await harness.State.ColumnsAsync(default);
            LiveCube aside = (await harness.State.FlaggedAsync(default))!;
            AnswerTally flagged = columns.Tally(SampleBallots.Kiosk, new StoredBallotFilter { Flagged = true });
            AnswerTally others = columns.Tally(SampleBallots.Kiosk, new StoredBallotFilter { Flagged = false });
            Assert.Equal(Counts(aside.Tally(SampleBallots.Kiosk, "S01", SelectionBasis.SelfSelected)), Counts(flagged));
            Assert.Equal(Counts(harness.State.Live.Tally(SampleBallots.Kiosk, "S01", SelectionBasis.SelfSelected).Without(flagged)),
                Counts(others));
            return ((int)flagged.BallotCount, (int)others.BallotCount);
        }
    }

    [Fact]
    public async Task Review_ByTheCollector_OrNobody_OrWithoutWords_OrOfAnUnflaggedBallot_IsRefused()
    {
        await using ServiceHarness harness = await FlaggedAsync();

        Assert.Equal([ProblemCodes.ReviewerIsCollector],
            Codes(await harness.Quality.ReviewAsync(3, ReviewDecision.Accept, null, "TABLET-1", default)));
        Assert.Equal([ProblemCodes.ReviewerUnknown],
            Codes(await harness.Quality.ReviewAsync(3, ReviewDecision.Accept, null, " ", default)));
        Assert.Equal([ProblemCodes.ReviewComment], Codes(await harness.Quality.ReviewAsync(3, ReviewDecision.Reject, "", "Lan", default)));
        Assert.Equal([ProblemCodes.ReviewComment],
            Codes(await harness.Quality.ReviewAsync(3, ReviewDecision.Comment, new string('x', 1001), "Lan", default)));
        Assert.Equal([ProblemCodes.BallotNotFlagged],
            Codes(await harness.Quality.ReviewAsync(1, ReviewDecision.Accept, null, "Lan", default)));
        Assert.Equal([ProblemCodes.BallotNotFlagged],
            Codes(await harness.Quality.ReviewAsync(99, ReviewDecision.Accept, null, "Lan", default)));
        Assert.Empty(await harness.Storage.Quality.ReadReviewsAsync(default));
    }

    [Fact]
    public async Task Review_DeviceThatOnlyAnAnonymousSenderNames_IsNoCollector()
    {
        await using ServiceHarness harness = await ServiceHarness.CreateAsync();
        PendingBallot draft = SampleBallots.Draft(1);
        await harness.Storage.Ballots.AppendAsync(
            [draft with { Ballot = draft.Ballot
                .WithHeader(header => header with { DeviceCode = "Lan", StartedAt = draft.Ballot.CompletedAt }) }], false, default);
        await harness.Quality.RunAsync(new QualityRules(), default);

        Assert.Equal([ProblemCodes.DurationMissing], (await harness.Quality.ReadAsync(default)).Find(1)!.Flags.Select(flag => flag.Code));
        Assert.Empty(await harness.Quality.ReviewAsync(1, ReviewDecision.Reject, "từ tệp", "Lan", default));
    }

    private static async Task<ServiceHarness> FlaggedAsync()
    {
        ServiceHarness harness = await ServiceHarness.CreateAsync();
        await harness.Storage.Ballots.AppendAsync(
            [.. Enumerable.Range(1, 6).Select(i => Enrolled(SampleBallots.Draft(i)))], false, default);
        await harness.Quality.RunAsync(new QualityRules { StaffDevices = ["tablet-1"] }, default);
        return harness;
    }

    // The device that the ballot names did send it.
    private static PendingBallot Enrolled(PendingBallot draft) =>
        draft.Ballot.DeviceCode is { } device ? draft with { SentBy = device, Channel = CollectionChannel.Device } : draft;

    private static string[] Codes(IReadOnlyList<Problem> problems) => [.. problems.Select(problem => problem.Code)];

    private static long[] Counts(AnswerTally tally) =>
        [tally.BallotCount, .. tally.Layout.Items.SelectMany(item =>
            Enumerable.Range(0, item.CodeCount).Select(code => tally.Count(item, code)))];
}
