using System.Security.Cryptography;
using System.Text;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Devices;
using Sipas.Problems;
using Sipas.Quarantine;
using Sipas.Receipts;

namespace Sipas.Storage.Contract;

/// <summary>The requirements on devices, held submissions and spent tickets.</summary>
public abstract partial class StorageContract
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 21, 1, 0, 0, TimeSpan.Zero);

    [StorageFact]
    public async Task EnrolDeviceAsync_CodeThatWaits_GivesTheDeviceItsSecretOnce()
    {
        Device added = await AddDeviceAsync("D0000001", "7QK2-M0XA", DevicePhase.Trial);
        byte[] secret = SHA256.HashData("secret"u8);

        Device? enrolled = await Storage.Devices.EnrolDeviceAsync(EnrolmentCode.HashOf("7QK2-M0XA"), secret, Morning.AddHours(1), default);
        Device? again = await Storage.Devices.EnrolDeviceAsync(
            EnrolmentCode.HashOf("7QK2-M0XA"), SHA256.HashData("other"u8), Morning.AddHours(2),
            default);

        Assert.NotNull(enrolled);
        Assert.Equal((added.Code, "S01", DevicePhase.Trial, Morning.AddHours(1)),
            (enrolled.Code, enrolled.UnitCode, enrolled.Phase, enrolled.EnrolledAt!.Value));
        Assert.Null(again);
        Device stored = Assert.Single(await Storage.Devices.ReadDevicesAsync(default));
        Assert.Equal(secret, stored.SecretHash!.Value.ToArray());
        Assert.Equal(("Quầy 3", Morning), (stored.Label, stored.AddedAt));
    }

    [StorageFact]
    public async Task EnrolDeviceAsync_CodeAtItsEndOrUnknown_EnrolsNobody()
    {
        await AddDeviceAsync("D0000001", "7QK2-M0XA");

        Assert.Null(await Storage.Devices.EnrolDeviceAsync(EnrolmentCode.HashOf("7QK2-M0XA"), new byte[32], Morning.AddDays(3), default));
        Assert.Null(await Storage.Devices.EnrolDeviceAsync(EnrolmentCode.HashOf("7QK2-M0XB"), new byte[32], Morning, default));
        Assert.Null((await Storage.Devices.ReadDevicesAsync(default))[0].SecretHash);
        Assert.NotNull(await Storage.Devices.EnrolDeviceAsync(EnrolmentCode.HashOf("7QK2-M0XA"), new byte[32],
            Morning.AddDays(3).AddMilliseconds(-1), default));
    }

    [StorageFact]
    public async Task EnrolDeviceAsync_OneCodeFromManyAtOnce_EnrolsOne()
    {
        await AddDeviceAsync("D0000001", "7QK2-M0XA");

        Device?[] enrolled = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            Storage.Devices.EnrolDeviceAsync(EnrolmentCode.HashOf("7QK2-M0XA"), SHA256.HashData([(byte)i]), Morning, default))));

        Device winner = Assert.Single(enrolled.OfType<Device>());
        Assert.Equal(winner.SecretHash!.Value.ToArray(), (await Storage.Devices.ReadDevicesAsync(default))[0].SecretHash!.Value.ToArray());
    }

    [StorageFact]
    public async Task RenewCodeAsync_DeviceThatIsEnrolled_KeepsItsSecretUntilTheNewCodeIsUsed()
    {
        await AddDeviceAsync("D0000001", "7QK2-M0XA");
        await Storage.Devices.EnrolDeviceAsync(EnrolmentCode.HashOf("7QK2-M0XA"), SHA256.HashData("old"u8), Morning, default);

        await Storage.Devices.RenewCodeAsync("D0000001", EnrolmentCode.HashOf("AAAA-BBBB"), Morning.AddDays(3), default);
        Device waiting = (await Storage.Devices.ReadDevicesAsync(default))[0];
        await Storage.Devices.EnrolDeviceAsync(EnrolmentCode.HashOf("AAAA-BBBB"), SHA256.HashData("new"u8), Morning.AddDays(1), default);
        Device renewed = (await Storage.Devices.ReadDevicesAsync(default))[0];

        Assert.Equal(SHA256.HashData("old"u8), waiting.SecretHash!.Value.ToArray());
        Assert.Equal(SHA256.HashData("new"u8), renewed.SecretHash!.Value.ToArray());
    }

    [StorageFact]
    public async Task RevokeDeviceAsync_DeviceWithACode_IsRevokedForEverAndItsCodeIsGone()
    {
        await AddDeviceAsync("D0000001", "7QK2-M0XA");

        await Storage.Devices.RevokeDeviceAsync("D0000001", Morning.AddHours(1), default);
        await Storage.Devices.RevokeDeviceAsync("D0000001", Morning.AddHours(5), default);

        Assert.Equal(Morning.AddHours(1), Assert.Single(await Storage.Devices.ReadDevicesAsync(default)).RevokedAt);
        Assert.Null(await Storage.Devices.EnrolDeviceAsync(EnrolmentCode.HashOf("7QK2-M0XA"), new byte[32], Morning.AddHours(2), default));
        await RefusedAsync(ProblemCodes.DeviceRevoked, () =>
            Storage.Devices.RenewCodeAsync("D0000001", EnrolmentCode.HashOf("AAAA-BBBB"), Morning.AddDays(9), default));
        await RefusedAsync(ProblemCodes.DeviceUnknown, () => Storage.Devices.RevokeDeviceAsync("D0000009", Morning, default));
        Assert.Equal(1, (await Storage.Audit.ReadAuditAsync(default)).Count(record => record.Action == AuditActions.DeviceRevoked));
    }

    [StorageFact]
    public async Task SetPhaseAsync_TrialThenOfficialThenTrial_KeepsEachWithItsTime()
    {
        await AddDeviceAsync("D0000001", "7QK2-M0XA", DevicePhase.Trial);

        await Storage.Devices.SetPhaseAsync("D0000001", new PhaseChange(DevicePhase.Official, Morning.AddDays(1)), default);
        await Storage.Devices.SetPhaseAsync("D0000001", new PhaseChange(DevicePhase.Official, Morning.AddDays(2)), default);
        await Storage.Devices.SetPhaseAsync("D0000001", new PhaseChange(DevicePhase.Trial, Morning.AddDays(3)), default);

        Device device = (await Storage.Devices.ReadDevicesAsync(default))[0];
        Assert.Equal([new PhaseChange(DevicePhase.Trial, Morning), new PhaseChange(DevicePhase.Official, Morning.AddDays(1)),
            new PhaseChange(DevicePhase.Trial, Morning.AddDays(3))], device.Phases);
        Assert.Equal(
            [DevicePhase.Trial, DevicePhase.Trial, DevicePhase.Official, DevicePhase.Official, DevicePhase.Trial],
            new[] { Morning.AddDays(-1), Morning.AddDays(1).AddMilliseconds(-1), Morning.AddDays(1), Morning.AddDays(3).AddMilliseconds(-1),
                Morning.AddDays(9) }.Select(device.PhaseAt));
    }

    [StorageFact]
    public async Task SaveSignsAsync_KnownAndUnknownDevices_KeepsTheLastSignOfTheKnown()
    {
        await AddDeviceAsync("D0000001", "7QK2-M0XA");
        await AddDeviceAsync("D0000002", "AAAA-BBBB");
        var sign = new DeviceStatus(Morning.AddMinutes(5), 7, "1.4", TimeSpan.FromDays(-1096));

        await Storage.Devices.SaveSignsAsync(new Dictionary<string, DeviceStatus> { ["D0000001"] = sign, ["D9"] = sign }, default);
        await Storage.Devices.SaveSignsAsync(
            new Dictionary<string, DeviceStatus> { ["D0000002"] = sign with { Version = null, ClockSkew = null } },
            default);

        IReadOnlyList<Device> devices = await Storage.Devices.ReadDevicesAsync(default);
        Assert.Equal([sign, sign with { Version = null, ClockSkew = null }], devices.Select(device => device.LastSign));
    }

    [StorageFact]
    public async Task HeldAsync_SameBytesAgain_GetTheSameReceipt_AndOtherBytesAreKeptBeside()
    {
        HeldSubmission package = Package(1, "{\"id\":");

        HeldSubmissionOutcome first = await Storage.Held.HoldAsync(package, 10, default);
        HeldSubmissionOutcome again = await Storage.Held.HoldAsync(package with { ReceivedAt = Morning.AddHours(4) }, 10, default);
        HeldSubmissionOutcome other = await Storage.Held.HoldAsync(Package(1, "{\"id\":\"x"), 10, default);

        Assert.Equal([HeldSubmissionStatus.Stored, HeldSubmissionStatus.AlreadyStored, HeldSubmissionStatus.Stored],
            new[] { first, again, other }.Select(outcome => outcome.Status));
        Assert.Equal(first.Receipt, again.Receipt);
        Assert.Equal(Convert.ToHexString(SHA256.HashData("{\"id\":"u8)), first.Receipt!.ContentHash, ignoreCase: true);
        using var keys = new ReceiptKeyring(await Storage.Ballots.ReadKeysAsync(default));
        Assert.True(keys.Verifies(first.Receipt.KeyId, first.Receipt.SignedBytes(), Base64Text.Decode(first.Receipt.Signature)));
        IReadOnlyList<HeldSubmissionEntry> listed = await Storage.Held.ListHeldAsync(HeldSubmissionKind.Quarantine, default);
        Assert.Equal([first.Receipt, other.Receipt!], listed.Select(entry => entry.Receipt));
        Assert.Equal("{\"id\":"u8.ToArray(), (await Storage.Held.FindHeldAsync(listed[0].Number, default))!.Value.Body);
        Assert.Null(await Storage.Held.FindHeldAsync(99, default));
    }

    [StorageFact]
    public async Task HeldAsync_TrialBallotWithOtherBytes_IsAConflict()
    {
        await Storage.Held.HoldAsync(Package(1, "one", HeldSubmissionKind.Trial), 10, default);

        HeldSubmissionOutcome other = await Storage.Held.HoldAsync(Package(1, "two", HeldSubmissionKind.Trial), 10, default);

        Assert.Equal((HeldSubmissionStatus.Conflict, null), (other.Status, other.Receipt));
        Assert.Single(await Storage.Held.ListHeldAsync(HeldSubmissionKind.Trial, default));
        Assert.Empty(await Storage.Held.ListHeldAsync(HeldSubmissionKind.Quarantine, default));
    }

    [StorageFact]
    public async Task HeldAsync_AsManyAsMayWait_RefusesMoreOfThisSenderAndOfNoOther()
    {
        for (int i = 1; i <= 3; i++)
        {
            await Storage.Held.HoldAsync(Package(i, $"body {i}", device: "D0000001"), 3, default);
        }

        HeldSubmissionOutcome full = await Storage.Held.HoldAsync(Package(4, "body 4", device: "D0000001"), 3, default);
        HeldSubmissionOutcome again = await Storage.Held.HoldAsync(Package(2, "body 2", device: "D0000001"), 3, default);
        HeldSubmissionOutcome other = await Storage.Held.HoldAsync(Package(5, "body 5"), 3, default);
        await Storage.Held.MarkReleasedAsync(
            (await Storage.Held.ListHeldAsync(HeldSubmissionKind.Quarantine, default))[0].Number, Morning.AddDays(1),
            default);
        HeldSubmissionOutcome after = await Storage.Held.HoldAsync(Package(4, "body 4", device: "D0000001"), 3, default);

        Assert.Equal([HeldSubmissionStatus.Full, HeldSubmissionStatus.AlreadyStored, HeldSubmissionStatus.Stored,
            HeldSubmissionStatus.Stored], new[] { full, again, other, after }.Select(outcome => outcome.Status));
    }

    [StorageFact]
    public async Task MarkReleasedAsync_Package_ErasesItsBodyOnce()
    {
        await Storage.Held.HoldAsync(Package(1, "body"), 3, default);
        long number = (await Storage.Held.ListHeldAsync(HeldSubmissionKind.Quarantine, default))[0].Number;

        await Storage.Held.MarkReleasedAsync(number, Morning.AddDays(1), default);

        (HeldSubmissionEntry entry, byte[] body) = (await Storage.Held.FindHeldAsync(number, default))!.Value;
        Assert.Equal((Morning.AddDays(1), 4L), (entry.ReleasedAt!.Value, entry.ByteCount));
        Assert.Empty(body);
        await RefusedAsync(ProblemCodes.PackageReleased, () => Storage.Held.MarkReleasedAsync(number, Morning, default));
        await RefusedAsync(ProblemCodes.PackageUnknown, () => Storage.Held.MarkReleasedAsync(77, Morning, default));
    }

    [StorageFact]
    public async Task AppendAsync_OneTicketTwice_KeepsOneBallotAndGivesItsReceiptAgain()
    {
        byte[] ticket = SHA256.HashData("ticket"u8);
        PendingBallot first = SampleBallots.Draft(1) with { TicketHash = ticket };

        AppendOutcome stored = (await AppendAsync(first))[0];
        AppendOutcome other = (await AppendAsync(SampleBallots.Draft(2) with { TicketHash = ticket }))[0];
        AppendOutcome again = (await AppendAsync(first))[0];

        Assert.Equal([AppendStatus.Appended, AppendStatus.TicketSpent, AppendStatus.AlreadyStored],
            new[] { stored, other, again }.Select(outcome => outcome.Status));
        Assert.Null(other.Receipt);
        Assert.Equal(stored.Receipt, again.Receipt);
        Assert.Equal(1, await Storage.Ballots.LastSequenceAsync(default));
        Assert.Null(await Storage.Ballots.FindReceiptAsync(SampleBallots.Id(2), default));
        Assert.True(await Storage.Held.IsSpentAsync(ticket, default));
        Assert.False(await Storage.Held.IsSpentAsync(SHA256.HashData("other"u8), default));
    }

    [StorageFact]
    public async Task AppendAsync_OneTicketTwiceInOneCall_KeepsTheFirst()
    {
        byte[] ticket = SHA256.HashData("ticket"u8);

        IReadOnlyList<AppendOutcome> outcomes = await AppendAsync(
            SampleBallots.Draft(1) with { TicketHash = ticket }, SampleBallots.Draft(2) with { TicketHash = ticket },
            SampleBallots.Draft(1) with { TicketHash = ticket }, SampleBallots.Draft(3));

        Assert.Equal([AppendStatus.Appended, AppendStatus.TicketSpent, AppendStatus.AlreadyStored, AppendStatus.Appended],
            outcomes.Select(outcome => outcome.Status));
        Assert.Equal([1L, 2L], outcomes.Where(outcome => outcome.Status == AppendStatus.Appended).Select(outcome => outcome.Sequence));
        Assert.Equal(2, (await LogAsync()).Count);
    }

    [StorageFact]
    public async Task AppendAsync_AllOrNothingWithASpentTicket_WritesNothing()
    {
        byte[] ticket = SHA256.HashData("ticket"u8);
        byte[] fresh = SHA256.HashData("fresh"u8);
        await AppendAsync(SampleBallots.Draft(1) with { TicketHash = ticket });

        await Storage.Ballots.AppendAsync(
            [SampleBallots.Draft(2) with { TicketHash = fresh }, SampleBallots.Draft(3) with { TicketHash = ticket }],
            allOrNothing: true, default);

        Assert.Equal(1, await Storage.Ballots.LastSequenceAsync(default));
        Assert.False(await Storage.Held.IsSpentAsync(fresh, default));
        Assert.Equal(2, (await AppendAsync(SampleBallots.Draft(2) with { TicketHash = fresh }))[0].Sequence);
    }

    [StorageFact]
    public async Task AppendAsync_OneTicketFromManyAtOnce_KeepsOneBallot()
    {
        byte[] ticket = SHA256.HashData("ticket"u8);

        AppendOutcome[][] outcomes = await Task.WhenAll(Enumerable.Range(1, 16)
            .Select(i => Task.Run(async () => (await AppendAsync(SampleBallots.Draft(i) with { TicketHash = ticket })).ToArray())));

        Assert.Equal(1, outcomes.Count(outcome => outcome[0].Status == AppendStatus.Appended));
        Assert.Equal(15, outcomes.Count(outcome => outcome[0].Status == AppendStatus.TicketSpent));
        Assert.Equal(1, await Storage.Ballots.LastSequenceAsync(default));
    }

    [StorageFact]
    public async Task ReadStoredAsync_WhatTheServerKnew_IsStoredBesideTheBallot()
    {
        PendingBallot draft = SampleBallots.Draft(1) with
        {
            CountedOn = new DateOnly(2025, 12, 31),
            ClockSkew = TimeSpan.FromMilliseconds(-94_608_000_123),
            SentBy = "D0000001",
            Channel = CollectionChannel.Device,
        };
        await AppendAsync(draft, SampleBallots.Draft(2));

        var stored = new List<StoredBallot>();
        await foreach (StoredBallot ballot in Storage.Log.ReadStoredAsync(0, default))
        {
            stored.Add(ballot);
        }

        Assert.Equal((draft.CountedOn, draft.ClockSkew, draft.SentBy, CollectionChannel.Device),
            (stored[0].CountedOn, stored[0].ClockSkew, stored[0].SentBy, stored[0].Channel!.Value));
        Assert.Equal((CountingDay.Of(stored[1].CompletedAt, stored[1].ReceivedAt), null, null, CollectionChannel.Open),
            (stored[1].CountedOn, stored[1].ClockSkew, stored[1].SentBy, stored[1].Channel!.Value));
        Assert.Equal([202512, 202611], (await LogAsync()).Select(ballot => ballot.Key.Month));
        Assert.Equal(CanonicalBallot.ContentHash(SampleBallots.Ballot(1)), stored[0].ContentHash.ToArray());
    }

    private async Task<Device> AddDeviceAsync(string code, string enrolmentCode, DevicePhase phase = DevicePhase.Official)
    {
        var device = new Device
        {
            Code = code,
            UnitCode = "S01",
            Label = "Quầy 3",
            AddedAt = Morning,
            Phases = [new PhaseChange(phase, Morning)]
        };
        await Storage.Devices.AddDeviceAsync(device, EnrolmentCode.HashOf(enrolmentCode), Morning.AddDays(3), default);
        return device;
    }

    private static HeldSubmission Package(int number, string body, HeldSubmissionKind kind = HeldSubmissionKind.Quarantine,
        string? device = null) => new()
        {
            Kind = kind,
            BallotId = SampleBallots.Id(number),
            DeviceCode = device,
            ReceivedAt = Morning,
            Body = Encoding.UTF8.GetBytes(body),
        };

    private static async Task RefusedAsync(string code, Func<Task> act) =>
        Assert.Equal(code, Assert.Single((await Assert.ThrowsAsync<SipasException>(act)).Problems).Code);
}
