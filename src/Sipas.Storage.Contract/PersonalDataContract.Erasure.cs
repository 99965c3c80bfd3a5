using Microsoft.Extensions.Time.Testing;
using Sipas.Fieldwork;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Audit;
using Sipas.Cases;
using Sipas.Common;
using Sipas.Erasure;
using Sipas.Retention;
using Sipas.Tickets;

namespace Sipas.Storage.Contract;

/// <summary>Personal data are erased individually or all at once, and these actions are recorded.</summary>
public abstract partial class PersonalDataContract
{
    [StorageFact]
    public async Task ErasePersonAsync_ListedPersonDuringTheSurvey_IsGoneAndTheRestStays()
    {
        StoredFrame frame = await SealedAsync();
        DrawResult drawn = SamplePeople.Draw(People.Frames.OpenFrame(frame), SamplePeople.Plan());
        await People.Samples.SaveDrawAsync(Survey, drawn, "Lan", default);
        SampleEntry chosen = drawn.Official.Entries[1];

        PersonErasureResult counted = await People.Erasure.ErasePersonAsync(
            PersonErasure.OfId(Survey, chosen.UnitId), dryRun: true, default);
        Assert.Equal(9, People.Frames.OpenFrame(frame).ReadRows().Count());
        PersonErasureResult erased;
        using (AuditActor.Begin("Minh"))
        {
            erased = await People.Erasure.ErasePersonAsync(PersonErasure.OfId(Survey, $" {chosen.UnitId} "), dryRun: false, default);
        }

        PersonErasureResult again = await People.Erasure.ErasePersonAsync(
            PersonErasure.OfId(Survey, chosen.UnitId), dryRun: false, default);
        Assert.Equal((new PersonErasureResult(1, 1), new PersonErasureResult(1, 1), default), (counted, erased, again));
        StoredFrame found = (await People.Frames.FindFrameAsync(Survey, default))!;
        Assert.Equal((9L, 1L, null), (found.RowCount, found.ErasedRowCount, found.ErasedAt));
        Assert.Equal(frame.Seal!.ToJson(), found.Seal!.ToJson());
        Assert.DoesNotContain(People.Frames.OpenFrame(found).ReadRows(),
            row => row.Number == chosen.RowNumber || row.Cells.Contains(chosen.UnitId));
        Assert.Equal(8, People.Frames.OpenFrame(found).ReadRows().Count());
        StoredDraw draw = (await People.Samples.FindDrawAsync(Survey, default))!;
        Assert.Equal(
            drawn.Official.Entries.Concat(drawn.Reserve.Entries)
            .Select(entry => (entry.Code, entry.RowNumber, entry.Probability, entry.RowNumber == chosen.RowNumber ? "" : entry.UnitId)),
            draw.Official.Entries.Concat(draw.Reserve.Entries)
            .Select(entry => (entry.Code, entry.RowNumber, entry.Probability, entry.UnitId)));
        AuditRecord noted = Assert.Single(
            await People.Erasure.ReadPeopleAuditAsync(default), record => record.Action == AuditActions.PersonErased);
        Assert.Equal(($"{Survey} 1 1", "Minh"), (noted.Detail, noted.Actor));
        Assert.Equal(8, await People.Frames.ErasePeopleAsync(Survey, default));
    }

    [StorageTheory]
    [InlineData("0912000111")]
    [InlineData("0912 000 111")]
    [InlineData(" 0912.000-111 ")]
    public async Task ErasePersonAsync_ByContactBeforeTheSeal_TakesTheRowOutOfTheFrame(string contact)
    {
        await PlanAsync();
        StoredFrame frame = await People.Frames.SaveFrameAsync(Survey, SamplePeople.Frame(), "Lan", default);

        PersonErasureResult erased = await People.Erasure.ErasePersonAsync(
            PersonErasure.OfContact(Survey, contact), dryRun: false, default);

        Assert.Equal(new PersonErasureResult(1, 0), erased);
        StoredFrame found = (await People.Frames.FindFrameAsync(Survey, default))!;
        Assert.Equal((frame.Id, 8L, 0L), (found.Id, found.RowCount, found.ErasedRowCount));
        Assert.DoesNotContain(People.Frames.OpenFrame(found).ReadRows(), row => row.Cells.Contains(SamplePeople.Phone));
    }

    [StorageFact]
    public async Task ErasePersonAsync_SealedAndNotDrawn_IsRefusedAndNobodyElseIsMeant()
    {
        StoredFrame frame = await SealedAsync();

        SipasException error = await Assert.ThrowsAsync<SipasException>(() =>
            People.Erasure.ErasePersonAsync(PersonErasure.OfId(Survey, "HS-1"), dryRun: false, default));
        SipasException unknown = await Assert.ThrowsAsync<SipasException>(() =>
            People.Erasure.ErasePersonAsync(PersonErasure.OfId("none", "HS-1"), dryRun: false, default));

        Assert.Equal((ProblemCodes.PersonInSealedFrame, ProblemCodes.SurveyUnknown), (error.Problems[0].Code, unknown.Problems[0].Code));
        Assert.Equal(default, await People.Erasure.ErasePersonAsync(PersonErasure.OfId(Survey, "HS-404"), dryRun: false, default));
        Assert.Equal(default, await People.Erasure.ErasePersonAsync(PersonErasure.OfContact(Survey, "HS-1"), dryRun: false, default));
        Assert.Equal(9, People.Frames.OpenFrame(frame).ReadRows().Count());
    }

    [StorageFact]
    public async Task ReadPeopleAuditAsync_EveryStepOfASurvey_IsThereWithWhoDidIt()
    {
        StoredFrame frame = await SealedAsync();
        await People.Samples.SaveDrawAsync(Survey, SamplePeople.Draw(People.Frames.OpenFrame(frame), SamplePeople.Plan()), "Hoa", default);
        await People.Field.AppendFieldLogAsync(Survey, 0,
            [new() { Day = new DateOnly(2026, 11, 21), Code = "C1", Kind = FieldEventKind.Assigned, Team = "Đội 1" },
                new() { Day = new DateOnly(2026, 11, 21), Code = "C1", Kind = FieldEventKind.Issued }], "Minh", default);
        await People.Reinterviews.SaveReinterviewAsync(Survey, 0.5, "12-34", ["C1"], "Tâm", default);
        await People.Reinterviews.RecordReinterviewAsync(Survey,
            new ReinterviewResult { Code = "C1", Day = new DateOnly(2026, 11, 25), ComparedCount = 9, AgreedCount = 8 }, "Tâm", default);
        using (AuditActor.Begin("Sở Nội vụ"))
        {
            await People.Frames.ErasePeopleAsync(Survey, default);
        }

        IReadOnlyList<AuditRecord> audit = await People.Erasure.ReadPeopleAuditAsync(default);

        Assert.Equal(
            [
                (AuditActions.PlanSaved, "Lan"), (AuditActions.FrameStored, "Lan"), (AuditActions.FrameSealed, null),
                (AuditActions.SampleDrawn, "Hoa"), (AuditActions.FieldRecorded, "Minh"),
                (AuditActions.ReinterviewDrawn, "Tâm"), (AuditActions.ReinterviewRecorded, "Tâm"),
                (AuditActions.PersonErased, (string?)"Sở Nội vụ"),
            ],
            audit.Select(record => (record.Action, record.Actor)));
        Assert.Equal([$"{Survey} 9", $"{Survey} 2 2", $"{Survey} 1", $"{Survey} C1", $"{Survey} 9"],
            new[] { 1, 4, 5, 6, 7 }.Select(i => audit[i].Detail));
        Assert.All(audit, record => Assert.Equal(SampleBallots.Noon.ToUniversalTime(), record.At));
        Assert.DoesNotContain(audit,
            record => record.Detail.Contains(SamplePeople.Phone, StringComparison.Ordinal)
                || record.Detail.Contains("HS-", StringComparison.Ordinal));
    }

    [StorageFact]
    public async Task SavePlanAsync_Refused_LeavesNoRecord()
    {
        await PlanAsync();

        await Assert.ThrowsAsync<SipasException>(() => People.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Minh", default));

        Assert.Single(await People.Erasure.ReadPeopleAuditAsync(default));
    }

    [StorageFact]
    public async Task Retention_ClosedCases_LoseNameContactAndWordsOnTheDayAfterTheirLast()
    {
        foreach (int number in (int[])[1, 2, 3])
        {
            await OpenAsync(SamplePeople.Request(number));
        }

        // One is closed early enough to be erased by the run below, one on the last day of the retention period; one is
        // open, whatever its age.
        await People.Cases.ChangeCaseAsync(SamplePeople.Request(1).Code, 0, Closing(CaseOutcome.Resolved, "Bà Lan nói"), Received, default);
        await People.Cases.ChangeCaseAsync(
            SamplePeople.Request(2).Code, 0, Closing(CaseOutcome.Referred, "Bà Lan nói"), Received.AddDays(1),
            default);
        RetentionPolicy policy = RetentionPolicy.Read("""{ "caseDays": 90 }"""u8);

        Assert.Empty(await Run(90, dryRun: true));
        Assert.Empty(await Run(90, dryRun: false));
        int noted = (await People.Erasure.ReadPeopleAuditAsync(default)).Count;
        IReadOnlyList<RetentionItem> counted = await Run(91, dryRun: true);
        Assert.Equal(noted, (await People.Erasure.ReadPeopleAuditAsync(default)).Count);
        Assert.Equal(3, (await People.Cases.ReadCasesAsync(default)).Count(one => one.Contact == SamplePeople.Phone));
        using IDisposable actor = AuditActor.Begin("Lan");
        IReadOnlyList<RetentionItem> erased = await Run(91, dryRun: false);

        var due = new DateTimeOffset(2026, 11, 21, 0, 0, 0, VietnameseTime.Offset);
        Assert.Equal([new RetentionItem(RetentionKind.Cases, null, due, 1)], erased);
        Assert.Equal(counted, erased);
        Assert.Empty(await Run(91, dryRun: false));
        (ContactCase gone, IReadOnlyList<CaseEntry> entries) =
            (await People.Cases.FindCaseAsync(SamplePeople.Request(1).Code, default))!.Value;
        Assert.Equal((null, null, null, Received.AddDays(91)), (gone.Name, gone.Contact, gone.About, gone.ErasedOn!.Value));
        Assert.Equal("", Assert.Single(entries).Words);
        Assert.Equal(
            "Bà Lan nói", Assert.Single((await People.Cases.FindCaseAsync(SamplePeople.Request(2).Code, default))!.Value.Entries).Words);
        Assert.Equal(SamplePeople.Phone, (await People.Cases.FindCaseAsync(SamplePeople.Request(3).Code, default))!.Value.Case.Contact);
        AuditRecord record = (await People.Erasure.ReadPeopleAuditAsync(default))[^1];
        Assert.Equal((AuditActions.PersonErased, "cases closed before 2026-11-21: 1", "Lan"), (record.Action, record.Detail, record.Actor));

        // The first hour of a day in Vietnam is still the previous day in UTC.
        Task<IReadOnlyList<RetentionItem>> Run(int days, bool dryRun) =>
            new RetentionService(null, People,
                new FakeTimeProvider(new DateTimeOffset(Received.AddDays(days), new TimeOnly(0, 30), VietnameseTime.Offset)))
                .RunAsync(policy, dryRun, default);
    }

    [StorageFact]
    public async Task Retention_PeopleAndTickets_GoWhenTheirTimeIsOver()
    {
        StoredFrame frame = await SealedAsync();
        await People.Samples.SaveDrawAsync(Survey, SamplePeople.Draw(People.Frames.OpenFrame(frame), SamplePeople.Plan()), "Lan", default);
        TicketKeyring keys = (await People.Tickets.OpenTicketKeysAsync(make: true, default))!;
        await People.Tickets.IssueTicketAsync(NewTicket(keys, "HS-1"), Issued, default);
        HeldPeople held = Assert.Single(await People.Erasure.ReadHeldPeopleAsync(default));
        Assert.Equal((Survey, 9L, SampleBallots.Noon.ToUniversalTime()), (held.Survey, held.RowCount, held.LastUsedAt));
        RetentionPolicy policy = RetentionPolicy.Read("""{ "peopleDays": 180, "ticketDays": 90 }"""u8);

        Assert.Empty(await Run(179 - 90, dryRun: false));
        Assert.Equal([RetentionKind.Tickets], (await Run(179, dryRun: true)).Select(item => item.Kind));
        IReadOnlyList<RetentionItem> counted = await Run(181, dryRun: true);
        IReadOnlyList<RetentionItem> erased = await Run(181, dryRun: false);

        Assert.Equal([(RetentionKind.People, Survey, 9L), (RetentionKind.Tickets, null, 1L)],
            erased.Select(item => (item.Kind, item.Survey, item.Count)));
        Assert.Equal(counted, erased);
        Assert.Empty(await Run(400, dryRun: false));
        Assert.Empty(await People.Erasure.ReadHeldPeopleAsync(default));
        Assert.Empty(await People.Tickets.CountTicketsAsync(default(CancellationToken)));
        Assert.Equal([AuditActions.PersonErased, AuditActions.TicketsErased],
            (await People.Erasure.ReadPeopleAuditAsync(default)).Select(record => record.Action).TakeLast(2));

        Task<IReadOnlyList<RetentionItem>> Run(int days, bool dryRun) =>
            new RetentionService(null, People, new FakeTimeProvider(SampleBallots.Noon.AddDays(days))).RunAsync(policy, dryRun, default);
    }
}
