using Sipas.Problems;
using Sipas.Cases;

namespace Sipas.Storage.Contract;

public abstract partial class PersonalDataContract
{
    private static readonly DateOnly Received = new(2026, 11, 20);

    private static readonly DateOnly Due = new(2026, 11, 27);

    [StorageFact]
    public async Task OpenCaseAsync_NewAndAgain_IsStoredOnceAndReadBack()
    {
        ContactRequest request = SamplePeople.Request(1);

        (CaseOpening first, ContactCase? opened) = await OpenAsync(request);
        (CaseOpening second, ContactCase? again) = await People.Cases
            .OpenCaseAsync(request, "other words", Received.AddDays(3), Due.AddDays(9), 1, default);

        Assert.Equal((CaseOpening.Opened, CaseOpening.AlreadyOpened), (first, second));
        Assert.Equal(opened, again);
        ContactCase stored = Assert.Single(await People.Cases.ReadCasesAsync(default));
        Assert.Equal(opened, stored);
        Assert.Equal(
            (request.Id, request.Code, "S01", "Bà Lan", SamplePeople.Phone, "Hồ sơ chậm\nba ngày", "I agree", "vi", Received, Due, 0L),
            (stored.Id, stored.Code, stored.UnitCode, stored.Name, stored.Contact, stored.About, stored.Consent, stored.Language,
                stored.ReceivedOn, stored.DueOn, stored.EntryCount));
        Assert.Equal((null, null, null, null), (stored.Owner, stored.ClosedOn, stored.Outcome, stored.ErasedOn));
    }

    [StorageFact]
    public async Task OpenCaseAsync_SameIdWithOtherContent_IsAConflictAndTheFirstStays()
    {
        await OpenAsync(SamplePeople.Request(1));

        foreach (ContactRequest other in (ContactRequest[])
            [SamplePeople.Request(1) with { Contact = "0912999999" }, SamplePeople.Request(1) with { Name = null },
                SamplePeople.Request(1) with { About = "x" }, SamplePeople.Request(1) with { UnitCode = "S02" }])
        {
            Assert.Equal((CaseOpening.Conflict, null), await OpenAsync(other));
        }

        Assert.Equal(SamplePeople.Phone, Assert.Single(await People.Cases.ReadCasesAsync(default)).Contact);
    }

    [StorageFact]
    public async Task OpenCaseAsync_AsManyOpenAsMayBe_IsRefusedUntilOneIsClosed()
    {
        await OpenAsync(SamplePeople.Request(1), maxOpen: 2);
        await OpenAsync(SamplePeople.Request(2), maxOpen: 2);

        Assert.Equal((CaseOpening.Full, null), await OpenAsync(SamplePeople.Request(3), maxOpen: 2));
        Assert.Equal(CaseOpening.AlreadyOpened, (await OpenAsync(SamplePeople.Request(1), maxOpen: 2)).Opening);
        await People.Cases.ChangeCaseAsync(SamplePeople.Request(1).Code, 0, Closing(CaseOutcome.Resolved), Received, default);
        Assert.Equal(CaseOpening.Opened, (await OpenAsync(SamplePeople.Request(3), maxOpen: 2)).Opening);
    }

    [StorageFact]
    public async Task OpenCaseAsync_OneRequestFromManyAtOnce_IsOpenedOnce()
    {
        await People.OpenAsync(default);

        CaseOpening[] openings = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Task.Run(async () => (await OpenAsync(SamplePeople.Request(1))).Opening)));

        Assert.Equal(1, openings.Count(opening => opening == CaseOpening.Opened));
        Assert.Equal(7, openings.Count(opening => opening == CaseOpening.AlreadyOpened));
    }

    [StorageFact]
    public async Task ChangeCaseAsync_TakenHandedNotedClosed_KeepsEveryEntryWithActorAndTime()
    {
        string code = SamplePeople.Request(1).Code;
        await OpenAsync(SamplePeople.Request(1));

        await People.Cases.ChangeCaseAsync(code, 0, new CaseChange(CaseEntryKind.Taken, "Lan", "Lan"), Received, default);
        await People.Cases.ChangeCaseAsync(code, 1, new CaseChange(CaseEntryKind.HandedOver, "Lan", "Minh"), Received, default);
        await People.Cases.ChangeCaseAsync(code, 2, new CaseChange(CaseEntryKind.Noted, "Minh", "Gọi lại chiều nay"), Received, default);
        ContactCase closed = (await People.Cases.ChangeCaseAsync(code, 3, Closing(CaseOutcome.Referred, "Đã chuyển"), Due, default))!;

        (ContactCase found, IReadOnlyList<CaseEntry> entries) = (await People.Cases.FindCaseAsync(code, default))!.Value;
        Assert.Equal(closed, found);
        Assert.Equal(("Minh", Due, CaseOutcome.Referred, 4L, SamplePeople.Phone),
            (found.Owner, found.ClosedOn!.Value, found.Outcome!.Value, found.EntryCount, found.Contact));
        Assert.Equal(
            [(1L, "Lan", CaseEntryKind.Taken, "Lan"), (2L, "Lan", CaseEntryKind.HandedOver, "Minh"),
                (3L, "Minh", CaseEntryKind.Noted, "Gọi lại chiều nay"), (4L, "Minh", CaseEntryKind.Closed, "Đã chuyển")],
            entries.Select(entry => (entry.Number, entry.Actor, entry.Kind, entry.Words)));
        Assert.All(entries, entry => Assert.Equal(SampleBallots.Noon.ToUniversalTime(), entry.At));
    }

    [StorageFact]
    public async Task ChangeCaseAsync_UnknownClosedOrMoved_WritesNothing()
    {
        string code = SamplePeople.Request(1).Code;
        await OpenAsync(SamplePeople.Request(1));
        await People.Cases.ChangeCaseAsync(code, 0, new CaseChange(CaseEntryKind.Taken, "Lan", "Lan"), Received, default);

        Assert.Null(await People.Cases.ChangeCaseAsync(code, 0, new CaseChange(CaseEntryKind.Taken, "Minh", "Minh"), Received, default));
        Assert.Equal("Lan", (await People.Cases.FindCaseAsync(code, default))!.Value.Case.Owner);
        SipasException unknown = await Assert.ThrowsAsync<SipasException>(() =>
            People.Cases.ChangeCaseAsync("0000-0000", 0, Closing(CaseOutcome.Resolved), Received, default));
        await People.Cases.ChangeCaseAsync(code, 1, Closing(CaseOutcome.Resolved), Received, default);
        SipasException closed = await Assert.ThrowsAsync<SipasException>(() =>
            People.Cases.ChangeCaseAsync(code, 2, new CaseChange(CaseEntryKind.Noted, "Lan", "x"), Received, default));

        Assert.Equal([ProblemCodes.CaseUnknown, ProblemCodes.CaseClosed],
            new[] { unknown, closed }.Select(error => error.Problems[0].Code));
        Assert.Equal(2, (await People.Cases.FindCaseAsync(code, default))!.Value.Entries.Count);
        Assert.Null(await People.Cases.FindCaseAsync("0000-0000", default));
    }

    [StorageFact]
    public async Task ChangeCaseAsync_ConsentTakenBack_ErasesAtOnceAndTheSameRequestIsStillKnown()
    {
        ContactRequest request = SamplePeople.Request(1);
        await OpenAsync(request);
        await People.Cases.ChangeCaseAsync(request.Code, 0, new CaseChange(CaseEntryKind.Noted, "Lan", "Bà Lan gọi"), Received, default);

        ContactCase closed = (await People.Cases.ChangeCaseAsync(request.Code, 1, Closing(CaseOutcome.Withdrawn, "Bà Lan rút lại"), Due,
            default))!;

        (ContactCase found, IReadOnlyList<CaseEntry> entries) = (await People.Cases.FindCaseAsync(request.Code, default))!.Value;
        Assert.Equal(closed, found);
        Assert.Equal((null, null, null, Due), (found.Name, found.Contact, found.About, found.ErasedOn!.Value));
        Assert.Equal(["", ""], entries.Select(entry => entry.Words));
        Assert.Equal((CaseOpening.AlreadyOpened, found), await OpenAsync(request));
    }

    [StorageFact]
    public async Task EraseCasesClosedBeforeAsync_ClosedLongEnoughAgo_LosesContactAndWordsAndNothingElse()
    {
        for (int i = 1; i <= 3; i++)
        {
            string code = SamplePeople.Request(i).Code;
            await OpenAsync(SamplePeople.Request(i));
            await People.Cases.ChangeCaseAsync(code, 0, new CaseChange(CaseEntryKind.HandedOver, "Lan", "Minh"), Received, default);
            await People.Cases.ChangeCaseAsync(code, 1, new CaseChange(CaseEntryKind.Noted, "Minh", "Bà Lan nói"), Received, default);
        }

        await People.Cases.ChangeCaseAsync(
            SamplePeople.Request(1).Code, 2, Closing(CaseOutcome.Resolved, "xong"), new DateOnly(2026, 12, 1),
            default);
        await People.Cases.ChangeCaseAsync(
            SamplePeople.Request(2).Code, 2, Closing(CaseOutcome.Resolved, "xong"), new DateOnly(2026, 12, 2),
            default);
        var today = new DateOnly(2027, 3, 5);

        Assert.Equal(1, await People.Cases.EraseCasesClosedBeforeAsync(new DateOnly(2026, 12, 2), today, default));
        Assert.Equal(0, await People.Cases.EraseCasesClosedBeforeAsync(new DateOnly(2026, 12, 2), today, default));

        (ContactCase erased, IReadOnlyList<CaseEntry> entries) =
            (await People.Cases.FindCaseAsync(SamplePeople.Request(1).Code, default))!.Value;
        Assert.Equal((null, null, null, today), (erased.Name, erased.Contact, erased.About, erased.ErasedOn!.Value));
        Assert.Equal(("S01", Received, Due, "Minh", CaseOutcome.Resolved, "I agree"),
            (erased.UnitCode, erased.ReceivedOn, erased.DueOn, erased.Owner, erased.Outcome!.Value, erased.Consent));
        Assert.Equal([("Lan", "Minh"), ("Minh", ""), ("Minh", "")], entries.Select(entry => (entry.Actor, entry.Words)));
        Assert.Equal(2, (await People.Cases.ReadCasesAsync(default)).Count(one => one.Contact == SamplePeople.Phone));
        Assert.Equal("Bà Lan nói", (await People.Cases.FindCaseAsync(SamplePeople.Request(2).Code, default))!.Value.Entries[1].Words);
    }

    [StorageFact]
    public async Task ReadCasesAsync_OpenAndClosed_ComeByDueDayThenLatestClosed()
    {
        (int Number, int DueDay)[] requests = [(1, 27), (2, 25), (3, 26), (4, 24), (5, 24)];
        foreach ((int number, int dueDay) in requests)
        {
            await People.Cases.OpenCaseAsync(
                SamplePeople.Request(number), "I agree", Received, new DateOnly(2026, 11, dueDay), 100, default);
        }

        await People.Cases.ChangeCaseAsync(
            SamplePeople.Request(4).Code, 0, Closing(CaseOutcome.Resolved), new DateOnly(2026, 11, 21), default);
        await People.Cases.ChangeCaseAsync(
            SamplePeople.Request(5).Code, 0, Closing(CaseOutcome.Resolved), new DateOnly(2026, 11, 22), default);

        Assert.Equal(new[] { 2, 3, 1, 5, 4 }.Select(number => SamplePeople.Request(number).Code),
            (await People.Cases.ReadCasesAsync(default)).Select(one => one.Code));
    }

    private Task<(CaseOpening Opening, ContactCase? Case)> OpenAsync(ContactRequest request, int maxOpen = 100) =>
        People.Cases.OpenCaseAsync(request, "I agree", Received, Due, maxOpen, default);

    private static CaseChange Closing(CaseOutcome outcome, string words = "") => new(CaseEntryKind.Closed, "Minh", words, outcome);
}
