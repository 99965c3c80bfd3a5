using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Scoring;
using Sipas.Values;
using Sipas.Verification;

namespace Sipas.Storage.Contract;

/// <summary>A correction replaces a numbered ballot, which remains in the log and is no longer counted.</summary>
public abstract partial class BallotStoreContract
{
    private static readonly BallotCorrection Why = new("Nhập nhầm câu 3", "Lan", "Minh");

    [StorageFact]
    public async Task AppendAsync_Correction_TakesThePlaceInCountsAndBothStayInTheProof()
    {
        PendingBallot first = Numbered(1, answer: 1);
        await AppendAsync(SampleBallots.Draft(7), first, SampleBallots.Draft(8));
        Receipt before = (await Storage.Ballots.FindReceiptAsync(first.Ballot.Id, default))!;
        PendingBallot correction = InPlaceOf(first, answer: 4);

        AppendOutcome outcome = Assert.Single(await AppendAsync(correction));

        Assert.Equal((AppendStatus.Appended, 4L, 2L, false), (outcome.Status, outcome.Sequence, outcome.Replaces, outcome.Late));
        CountedBallot[] log = [.. await LogAsync()];
        Assert.Equal([(1L, 0L), (3L, 0L), (4L, 2L)], log.Select(ballot => (ballot.Sequence, ballot.Replaces)));
        Assert.Equal(correction.Ballot.Codes.ToArray(), log[2].Codes.ToArray());
        StoredBallot[] stored = [.. await StoredAsync()];
        Assert.Equal([false, true, false, false], stored.Select(ballot => ballot.IsReplaced));
        Assert.Equal([null, null, null, first.Ballot.Id], stored.Select(ballot => ballot.Replaces));

        // Both receipts are unchanged, and the log verifies.
        Assert.Equal(before, await Storage.Ballots.FindReceiptAsync(first.Ballot.Id, default));
        Assert.Equal(outcome.Receipt!.ContentHash, (await Storage.Ballots.FindReceiptAsync(correction.Ballot.Id, default))!.ContentHash);
        VerificationReport report = await LogVerifier.VerifyAsync(Storage.Log, new VerificationSettings(), null, default);
        Assert.Empty(report.Problems);
        Assert.Equal(4, report.BallotCount);
        AuditRecord audit = Assert.Single(
            await Storage.Audit.ReadAuditAsync(default), record => record.Action == AuditActions.BallotCorrected);
        Assert.Equal("4 for 2, brought by Lan, reviewed by Minh", audit.Detail);
    }

    [StorageFact]
    public async Task AppendAsync_CorrectionAgainOrAnother_IsKnownOrAConflict()
    {
        PendingBallot first = Numbered(1, answer: 1);
        await AppendAsync(first);
        AppendOutcome once = (await AppendAsync(InPlaceOf(first, answer: 4)))[0];

        AppendOutcome again = (await AppendAsync(InPlaceOf(first, answer: 4)))[0];
        AppendOutcome other = (await AppendAsync(InPlaceOf(first, answer: 5)))[0];
        AppendOutcome original = (await AppendAsync(first))[0];

        Assert.Equal([AppendStatus.AlreadyStored, AppendStatus.Conflict, AppendStatus.AlreadyStored],
            new[] { again, other, original }.Select(outcome => outcome.Status));
        Assert.Equal(once.Receipt!.Signature, again.Receipt!.Signature);
        Assert.Equal([2L], (await LogAsync()).Select(ballot => ballot.Sequence));
        Assert.Equal(1, await Storage.Ballots.CountConflictsAsync(default));
    }

    [StorageFact]
    public async Task AppendAsync_CorrectionOfACorrection_NamesTheFirstInItsPlaceWhateverWasReadBefore()
    {
        PendingBallot first = Numbered(1, answer: 1);
        await AppendAsync(first);
        PendingBallot second = InPlaceOf(first, answer: 4);
        await AppendAsync(second);
        await AppendAsync(InPlaceOf(second, answer: 5));

        Assert.Equal([(3L, 1L)], (await LogAsync()).Select(ballot => (ballot.Sequence, ballot.Replaces)));
        foreach (long after in (long[])[1, 2])
        {
            // A reader that has counted the first or the second is notified that it no longer counts.
            Assert.Equal([(3L, 1L)], (await LogAsync(after)).Select(ballot => (ballot.Sequence, ballot.Replaces)));
        }

        Assert.Equal(3, (await Storage.Ballots.FindCurrentAsync(first.Ballot.Id, default))!.Sequence);
        Assert.Equal(3, (await Storage.Ballots.FindCurrentAsync(second.Ballot.Id, default))!.Sequence);
        Assert.Null(await Storage.Ballots.FindCurrentAsync(SampleBallots.Id(99), default));
    }

    [StorageFact]
    public async Task AppendAsync_WhatMayNotBeReplaced_IsRefusedWithItsReasonAndRecorded()
    {
        PendingBallot own = SampleBallots.Draft(2);
        PendingBallot first = Numbered(1, answer: 1);
        PendingBallot closed = Numbered(3, answer: 1, day: new DateOnly(2026, 1, 5));
        await AppendAsync(own, first, closed);
        await Storage.Closings.CloseAsync("2026-01", new SurveyScope { PackId = "kiosk-9", To = new DateOnly(2026, 1, 31) }, default);

        (PendingBallot Draft, string Code)[] cases =
        [
            (InPlaceOf(Numbered(9, answer: 1), answer: 2), ProblemCodes.CorrectionOfNothing),
            (InPlaceOf(own, answer: 2), ProblemCodes.CorrectionOfOwnBallot),
            (InPlaceOf(first, answer: 2, unit: "X01"), ProblemCodes.CorrectionElsewhere),
            (InPlaceOf(closed, answer: 2), ProblemCodes.CorrectionAfterClosing),
            (InPlaceOf(closed, answer: 2) with { CountedOn = new DateOnly(2026, 5, 5) }, ProblemCodes.CorrectionAfterClosing),
            (InPlaceOf(first, answer: 2) with { CountedOn = new DateOnly(2026, 1, 31) }, ProblemCodes.CorrectionAfterClosing),
        ];
        foreach ((PendingBallot draft, string code) in cases)
        {
            AppendOutcome outcome = (await AppendAsync(draft))[0];
            Assert.Equal((AppendStatus.NotReplaceable, code, null), (outcome.Status, outcome.Refusal!.Code, outcome.Receipt));
        }

        Assert.Equal(cases.Length, await Storage.Ballots.CountConflictsAsync(default));
        Assert.Equal([1L, 2L, 3L], (await LogAsync()).Select(ballot => ballot.Sequence));
        Assert.DoesNotContain(await StoredAsync(), ballot => ballot.IsReplaced || ballot.Late);
    }

    [StorageFact]
    public async Task AppendAsync_OneOfManyMayNotBeReplaced_AllOrNothingWritesNothing()
    {
        PendingBallot first = Numbered(1, answer: 1);
        await AppendAsync(first, SampleBallots.Draft(2));

        IReadOnlyList<AppendOutcome> outcomes = await Storage.Ballots
            .AppendAsync([InPlaceOf(first, answer: 2), Numbered(4, answer: 3), InPlaceOf(SampleBallots.Draft(2), answer: 2)],
                allOrNothing: true, default);

        Assert.Equal([AppendStatus.Appended, AppendStatus.Appended, AppendStatus.NotReplaceable],
            outcomes.Select(outcome => outcome.Status));
        Assert.Equal([1L, 2L], (await LogAsync()).Select(ballot => ballot.Sequence));
        Assert.Equal(2, (await StoredAsync()).Count);
        Assert.Equal(AppendStatus.Appended, (await AppendAsync(InPlaceOf(first, answer: 2)))[0].Status);
    }

    [StorageFact]
    public async Task AppendAsync_HalfACorrection_IsTheCallersFault()
    {
        PendingBallot first = Numbered(1, answer: 1);
        await AppendAsync(first);

        foreach (PendingBallot half in (PendingBallot[])[InPlaceOf(first, answer: 2) with { Correction = null },
            Numbered(2, answer: 1) with { Correction = Why }])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync(half));
        }
    }

    [StorageFact]
    public async Task ReadValuesAsync_OfAReplacedBallot_GivesThoseOfItsCorrectionAlone()
    {
        Ballot ballot = SampleBallots.ValueBallot(1, ("S", "xáu"))
            .WithHeader(header => header with
            { Id = SampleBallots.Numbers.ToId("sample-values", "S01", "1"), Mode = CollectionMode.Paper });
        await Storage.Ballots.AppendAsync(
            [PendingBallot.Of(ballot, SampleBallots.Noon, Storage.Ballots.Sealer) with { Channel = CollectionChannel.Officer }], false,
                default);
        Ballot right = ballot.Replacement() with { Values = [new AnswerValue("S", "xấu")] };
        await Storage.Ballots.AppendAsync(
            [PendingBallot.Of(
                right, SampleBallots.Noon, Storage.Ballots.Sealer) with { Channel = CollectionChannel.Officer, Correction = Why }],
            false, default);

        var values = new List<ValueOfBallot>();
        await foreach (ValueOfBallot value in Storage.Values.ReadValuesAsync(new ValueFilter { PackId = "sample-values" }, default))
        {
            values.Add(value);
        }

        Assert.Equal([(2L, "xấu")], values.Select(value => (value.Sequence, value.Value!)));
        ValueCount count = Assert.Single(await Storage.Values.CountValuesAsync(new ValueFilter { PackId = "sample-values" }, default));
        Assert.Equal(1, count.Count);
        Assert.Empty((await LogVerifier.VerifyAsync(Storage.Log, new VerificationSettings(), null, default)).Problems);
    }

    [StorageFact]
    public async Task FindContentHashesAsync_SomeStoredSomeNot_GivesThoseThatAre()
    {
        await AppendAsync(SampleBallots.Draft(1), SampleBallots.Draft(2));

        IReadOnlyDictionary<Guid, byte[]> hashes = await Storage.Ballots
            .FindContentHashesAsync([SampleBallots.Id(2), SampleBallots.Id(3), SampleBallots.Id(2)], default);

        Assert.Equal(SampleBallots.Id(2), Assert.Single(hashes).Key);
        Assert.Equal(SampleBallots.Draft(2).ContentHash, hashes[SampleBallots.Id(2)]);
    }

    [StorageFact]
    public async Task ReadLogged_CorrectedAndLateBallots_GivesWhatCountedWhenItCame()
    {
        DateOnly noon = DateOnly.FromDateTime(SampleBallots.Noon.Date);
        PendingBallot first = Numbered(1, answer: 1, day: new DateOnly(2025, 12, 31));
        await AppendAsync(first, SampleBallots.Draft(7));
        PendingBallot second = InPlaceOf(first, answer: 4) with { CountedOn = new DateOnly(2026, 1, 2) };
        await AppendAsync(second);
        PendingBallot third = InPlaceOf(second, answer: 5);
        await AppendAsync(third);
        await Storage.Closings.CloseAsync("closed",
            new SurveyScope { PackId = "kiosk-9", Basis = SelectionBasis.SelfSelected, From = noon, To = noon }, default);
        await AppendAsync(SampleBallots.Draft(9), SampleBallots.Draft(10, basis: SelectionBasis.Sampled));

        List<LoggedBallot> all = [];
        await foreach (LoggedBallot ballot in Storage.Ballots.ReadLoggedAsync(0, default))
        {
            all.Add(ballot);
        }

        Assert.Equal(
            ((long, long, DateOnly, DateOnly)[])
            [
                (1, 0, default, noon.AddDays(1)), (2, 0, default, noon),
                (3, 1, new DateOnly(2025, 12, 31), noon.AddDays(2)), (4, 3, new DateOnly(2026, 1, 2), noon.AddDays(2)),
                (6, 0, default, noon),
            ],
            all.Select(ballot => (ballot.Counted.Sequence, ballot.Replaced, ballot.ReplacedDay, ballot.ReceivedOn)));
        Assert.Equal([1L, 1L], all.Skip(2).Take(2).Select(ballot => ballot.Counted.Replaces));
        Assert.Equal(first.Ballot.Codes.ToArray(), all[0].Counted.Codes.ToArray());
        Assert.Equal((first.CountedOn, CollectionChannel.Officer), (all[0].Counted.Day, all[0].Counted.Channel));

        List<long> rest = [];
        await foreach (LoggedBallot ballot in Storage.Ballots.ReadLoggedAsync(3, default))
        {
            rest.Add(ballot.Counted.Sequence);
        }

        Assert.Equal([4L, 6L], rest);
    }

    private static PendingBallot Numbered(int number, byte answer, DateOnly? day = null)
    {
        Ballot ballot = SampleBallots.Ballot(number, answer: answer)
            .WithHeader(header => header with
            { Id = SampleBallots.Numbers.ToId("kiosk-9", "S01", $"{number}"), Mode = CollectionMode.Paper, DeviceCode = null });
        PendingBallot draft = PendingBallot.Of(ballot, SampleBallots.Noon.AddDays(1)) with { Channel = CollectionChannel.Officer };
        return day is { } known ? draft with { CountedOn = known } : draft;
    }

    private static PendingBallot InPlaceOf(PendingBallot draft, byte answer, string? unit = null)
    {
        Ballot other = SampleBallots.Ballot(1, answer: answer);
        Ballot ballot = draft.Ballot.WithHeader(header => header with
        {
            Id = BallotCorrection.IdFor(draft.Ballot.Id),
            Replaces = draft.Ballot.Id,
            UnitCode = unit ?? draft.Ballot.UnitCode
        }) with
        {
            Codes = other.Codes
        };
        return PendingBallot.Of(ballot, SampleBallots.Noon.AddDays(2))
            with
        { Channel = CollectionChannel.Officer, CountedOn = draft.CountedOn, Correction = Why };
    }
}
