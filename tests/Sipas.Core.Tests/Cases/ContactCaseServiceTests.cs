using Microsoft.Extensions.Time.Testing;
using Sipas.Problems;
using Sipas.Devices;
using Sipas.Quality;
using Sipas.Storage;
using Sipas.Storage.Contract;

namespace Sipas.Cases;

public sealed class ContactCaseServiceTests : IAsyncLifetime
{
    private readonly InMemoryPersonalDataStorage _people = new(new FakeTimeProvider(SampleBallots.Noon));
    private readonly ContactSettings _settings = new() { Offer = true, DueWorkingDays = 3 };
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 23, 30, 0, TimeSpan.FromHours(7)));
    private ServiceHarness _harness = null!;
    private ContactCaseService? _service;

    private ContactCaseService Service => _service ??= new ContactCaseService(
        _people.Cases, _harness.Storage.Audit, _harness.State, _settings, _clock);

    public async Task InitializeAsync() => _harness = await ServiceHarness.CreateAsync();

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task TakeAsync_FridayBeforeMidnightInVietnam_IsDueThreeWorkingDaysLater()
    {
        _settings.Holidays.Add(new DateOnly(2026, 11, 24));

        ContactResult result = await TakeAsync(SamplePeople.Request(1));

        Assert.Equal((ContactStatus.Stored, true), (result.Status, result.IsNew));

        // Friday the 20th; Saturday, Sunday and the holiday of Tuesday do not count.
        Assert.Equal((new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 26)), (result.Case!.ReceivedOn, result.Case.DueOn));
        Assert.Equal([CaseState.Open, CaseState.Overdue],
            new[] { new DateOnly(2026, 11, 26), new DateOnly(2026, 11, 27) }.Select(result.Case.StateOn));
        Assert.Equal(_settings.ConsentShown().Vi, result.Case.Consent);
        Assert.Contains("90 ngày", result.Case.Consent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakeAsync_ComingOfARequest_LeavesNothingBesideTheBallots()
    {
        int before = (await _harness.Storage.Audit.ReadAuditAsync(default)).Count;

        await TakeAsync(SamplePeople.Request(1));

        Assert.Equal(before, (await _harness.Storage.Audit.ReadAuditAsync(default)).Count);
    }

    [Fact]
    public async Task TakeAsync_WithoutConsentToTheTextInForce_KeepsNothing()
    {
        string former = _settings.ConsentVersion();
        _settings.RetentionDays = 30;

        foreach (string? consent in (string?[])[null, "", former])
        {
            ContactResult result = await Service.TakeAsync(SamplePeople.Request(1), consent, null, null, default);
            Assert.Equal((ContactStatus.Invalid, ProblemCodes.ConsentMissing), (result.Status, Assert.Single(result.Problems).Code));
        }

        Assert.Empty(await Service.ReadAsync(default));
    }

    [Fact]
    public async Task TakeAsync_UnknownUnitForeignOrTrialDevice_IsRefusedWithItsReason()
    {
        var device = new Device
        {
            Code = "D1",
            UnitCode = "X01",
            AddedAt = default,
            Phases = [new PhaseChange(DevicePhase.Trial, default)]
        };

        ContactResult unit = await TakeAsync(SamplePeople.Request(1) with { UnitCode = "none" });
        ContactResult tried = await Service.TakeAsync(SamplePeople.Request(1), _settings.ConsentVersion(), device, null, default);

        Assert.Equal([ProblemCodes.UnitUnknown], unit.Problems.Select(problem => problem.Code));
        Assert.Equal([ProblemCodes.DeviceOfOtherUnit, ProblemCodes.ContactOnTrial], tried.Problems.Select(problem => problem.Code));
        Assert.Empty(await Service.ReadAsync(default));
    }

    [Fact]
    public async Task TakeAsync_NotOffered_SaysSoAndKeepsNothing()
    {
        _settings.Offer = false;

        ContactResult result = await TakeAsync(SamplePeople.Request(1));

        Assert.Equal((ContactStatus.NotOffered, ProblemCodes.ContactNotOffered), (result.Status, Assert.Single(result.Problems).Code));
        Assert.Empty(await Service.ReadAsync(default));
    }

    [Fact]
    public async Task TakeAsync_OneSenderTooOften_IsHeldAndOthersAreNot()
    {
        _settings.SenderBurst = 2;
        Device device = Official("D1"), other = Official("D2");

        ContactStatus[] statuses = [await SendAsync(device, 1), await SendAsync(device, 2), await SendAsync(device, 3),
            await SendAsync(other, 3), await SendAsync(null, 4)];

        Assert.Equal([ContactStatus.Stored, ContactStatus.Stored, ContactStatus.Limited, ContactStatus.Stored, ContactStatus.Stored],
            statuses);

        async Task<ContactStatus> SendAsync(Device? sender, int number) =>
            (await Service.TakeAsync(SamplePeople.Request(number), _settings.ConsentVersion(), sender, null, default)).Status;

        static Device Official(string code) =>
            new() { Code = code, UnitCode = "S01", AddedAt = default, Phases = [new PhaseChange(DevicePhase.Official, default)] };
    }

    [Fact]
    public async Task ChangeAsync_EveryChange_HasARecordOfAuditWithItsActorAndNoWordOfTheCitizen()
    {
        string code = (await TakeAsync(SamplePeople.Request(1))).Case!.Code;

        Assert.Empty(await Service.ChangeAsync(code.ToLowerInvariant(), 0, new CaseChange(CaseEntryKind.Taken, "Lan", ""), default));
        Assert.Empty(await Service.ChangeAsync(code, 1, new CaseChange(CaseEntryKind.Noted, "Lan", "Bà Lan 0912"), default));
        Assert.Empty(await Service.ChangeAsync(code, 2, new CaseChange(CaseEntryKind.HandedOver, "Lan", " Minh "), default));
        Assert.Empty(await Service.ChangeAsync(code, 3, new CaseChange(CaseEntryKind.Closed, "Minh", "Bà Lan vui", CaseOutcome.Resolved),
            default));

        Assert.Equal(
            [("case.taken", code, "Lan"), ("case.noted", code, "Lan"), ("case.handed", $"{code} Minh", "Lan"),
                ("case.closed", $"{code} Resolved", "Minh")],
            (await _harness.Storage.Audit.ReadAuditAsync(default))
                .Where(record => record.Action.StartsWith("case.", StringComparison.Ordinal))
            .Select(record => (record.Action, record.Detail, record.Actor!)));
    }

    [Fact]
    public async Task ChangeAsync_Refused_SaysWhyAndWritesNeitherEntryNorAudit()
    {
        string code = (await TakeAsync(SamplePeople.Request(1))).Case!.Code;
        int before = (await _harness.Storage.Audit.ReadAuditAsync(default)).Count;

        Assert.Equal(ProblemCodes.CaseMoved, await RefusedAsync(code, 5, new CaseChange(CaseEntryKind.Taken, "Lan", "")));
        Assert.Equal(ProblemCodes.CaseWords, await RefusedAsync(code, 0, new CaseChange(CaseEntryKind.Noted, "Lan", " ")));
        Assert.Equal(ProblemCodes.CaseWords,
            await RefusedAsync(code, 0, new CaseChange(CaseEntryKind.Closed, "Lan", new string('x', 1_001), CaseOutcome.Resolved)));
        Assert.Equal(ProblemCodes.CaseOwner, await RefusedAsync(code, 0, new CaseChange(CaseEntryKind.HandedOver, "Lan", " ")));
        Assert.Equal(ProblemCodes.CaseOwner, await RefusedAsync(code, 0, new CaseChange(CaseEntryKind.Taken, " ", "")));
        Assert.Equal(ProblemCodes.CaseUnknown, await RefusedAsync("0000-0000", 0, new CaseChange(CaseEntryKind.Taken, "Lan", "")));

        Assert.Empty((await Service.FindAsync(code, default))!.Value.Entries);
        Assert.Equal(before, (await _harness.Storage.Audit.ReadAuditAsync(default)).Count);

        async Task<string> RefusedAsync(string which, long after, CaseChange change) =>
            Assert.Single(await Service.ChangeAsync(which, after, change, default)).Code;
    }

    [Fact]
    public async Task EraseAsync_BothSidesOfTheLastDay_ErasesOnTheDayAfter()
    {
        string code = (await TakeAsync(SamplePeople.Request(1))).Case!.Code;
        await Service.ChangeAsync(code, 0, new CaseChange(CaseEntryKind.Closed, "Lan", "", CaseOutcome.Resolved), default);

        _clock.Advance(TimeSpan.FromDays(90));
        Assert.Equal(0, await Service.EraseAsync(null, default));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await Service.EraseAsync(null, default));

        Assert.Null((await Service.FindAsync(code, default))!.Value.Case.Contact);
        Assert.Equal("cases closed before 2026-11-21: 1", (await _harness.Storage.Audit.ReadAuditAsync(default))[^1].Detail);
    }

    private Task<ContactResult> TakeAsync(ContactRequest request) =>
        Service.TakeAsync(request, _settings.ConsentVersion(), null, null, default);
}
