using System.Security.Cryptography;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Devices;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Quality;
using Sipas.Receipts;
using Sipas.Units;
using Sipas.Values;
using Sipas.Verification;

namespace Sipas.Storage.Contract;

/// <summary>Changes that affect counting are recorded and signed in the same commit.</summary>
public abstract partial class StorageContract
{
    [StorageFact]
    public async Task EveryAct_ThatChangesWhatCounts_RecordsWhatItMadeAndVerifies()
    {
        var worded = PendingBallot.Of(SampleBallots.ValueBallot(3, ("O", "tốt")), SampleBallots.Noon, Storage.Ballots.Sealer);
        BallotFlag[] flags = [new(1, ProblemCodes.NightBallot, "23:10", "6–20")];
        byte[] code = EnrolmentCode.HashOf("7QK2-M0XA");
        await AppendAsync(SampleBallots.Draft(1), SampleBallots.Draft(2), worded);
        await ActAsync("survey_design b", () => Storage.Designs.SaveDesignAsync(Design("b", "2026-01"), default));
        await ActAsync("survey_design b", () => Storage.Designs.SaveDesignAsync(Design("b", "2026-02"), default));
        await ActAsync("method_pack kiosk-9/1", () => Storage.Packs.SavePacksAsync([SampleBallots.Packs.Find("kiosk-9")!], default));
        await ActAsync("notice", () => Storage.Notices.SaveNoticeAsync(new LocalizedText("một", "one"), default));
        await ActAsync("- notice", () => Storage.Notices.SaveNoticeAsync(null, default));
        await ActAsync("unit H02", () => Storage.Units.SaveAsync(Heirs, default));
        await ActAsync("unit_succession Q01 H02", () => Storage.Units.SaveSuccessionsAsync(Links, default));
        await ActAsync("- unit_succession Q01 H02",
            () => Storage.Units.SaveSuccessionsAsync([Links[0] with { Share = 1, Kind = SuccessionKind.Merged }], default));
        await ActAsync("ballot_flag", () => Storage.Quality.SaveFlagsAsync("{}", 3, 3, flags, [], default));
        await ActAsync("quality_run 2", () => Storage.Quality.SaveFlagsAsync("{}", 3, 3, [], [], default));
        await ActAsync("ballot_review 1", () => Storage.Quality.AppendReviewAsync(1, ReviewDecision.Accept, "", "Lan", default));
        await ActAsync("device D0000001", () => AddDeviceAsync("D0000001", "7QK2-M0XA"));
        await ActAsync("device D0000001", () => Storage.Devices.EnrolDeviceAsync(code, new byte[32], Morning, default));
        await ActAsync("device D0000001", () => Storage.Devices.RenewCodeAsync("D0000001", code, Morning.AddDays(1), default));
        await ActAsync("device D0000001", () => Storage.Devices.RevokeDeviceAsync("D0000001", Morning.AddDays(2), default));
        await ActAsync("ballot_value", () => Storage.Values.EraseValuesAsync(ValueErasure.OfBallot(SampleBallots.Id(3)), default));
        await Storage.Devices.SaveSignsAsync(new Dictionary<string, DeviceStatus> { ["D0000001"] = new(Morning, 1, "1", null) }, default);

        Assert.Empty((await LogVerifier.VerifyAsync(Storage.Log, new VerificationSettings(), null, default)).Problems);

        async Task ActAsync(string subject, Func<Task> act)
        {
            int before = (await Storage.Audit.ReadAuditAsync(default)).Count;
            await act();
            AuditRecord added = Assert.Single((await Storage.Audit.ReadAuditAsync(default)).Skip(before));
            Assert.Contains((added.Makes ?? "").Split('\n'), line =>
                line == subject || line.EndsWith(" " + subject, StringComparison.Ordinal));
            Assert.NotNull(added.Signature);
            Assert.Empty((await LogVerifier.VerifyAsync(Storage.Log, new VerificationSettings(), null, default)).Problems);
        }
    }

    [StorageFact]
    public async Task AppendAsync_WithAndWithoutTickets_SignsTheNumberOfSpentTicketsOnlyWhereItChanges()
    {
        int records = (await Storage.Audit.ReadAuditAsync(default)).Count;
        await AppendAsync(SampleBallots.Draft(1));
        Assert.Null((await Storage.Log.ReadHeadAsync(default)).Spent!.Seal);

        await AppendAsync(ByTicket(2, 2), ByTicket(3, 3), SampleBallots.Draft(4));
        SpentSeal two = (await Storage.Log.ReadHeadAsync(default)).Spent!.Seal!;
        await AppendAsync(SampleBallots.Draft(5), ByTicket(2, 2), ByTicket(6, 3));
        SpentSeal same = (await Storage.Log.ReadHeadAsync(default)).Spent!.Seal!;
        await Storage.Ballots.AppendAsync([ByTicket(7, 7), ByTicket(8, 3)], allOrNothing: true, default);
        await AppendAsync(ByTicket(9, 9));
        SpentTickets three = (await Storage.Log.ReadHeadAsync(default)).Spent!;

        Assert.Equal((2L, two), (two.Count, same));
        Assert.Equal((3L, 3L, three.SumDigest), (three.Count, three.Seal!.Count, three.Seal.SumDigest));
        Assert.Equal(records, (await Storage.Audit.ReadAuditAsync(default)).Count);
        VerificationReport report = await LogVerifier.VerifyAsync(Storage.Log, new VerificationSettings(), null, default);
        Assert.Equal((0L, 3L), (report.FaultCount, report.SpentCount));

        static PendingBallot ByTicket(int number, byte ticket) =>
            SampleBallots.Draft(number) with { Channel = CollectionChannel.Ticket, TicketHash = SHA256.HashData([ticket]) };
    }

    [StorageFact]
    public async Task AppendAuditAsync_FromManyAtOnce_MakesOneChainWithoutGaps()
    {
        await Task.WhenAll(
            Enumerable.Range(0, 16).Select(i => Task.Run(() => Storage.Audit.AppendAuditAsync("file.tested", $"{i}", default))));

        IReadOnlyList<AuditRecord> records = await Storage.Audit.ReadAuditAsync(default);
        byte[] link = AuditChain.Start();
        using var keyring = new ReceiptKeyring(await Storage.Ballots.ReadKeysAsync(default));
        for (int i = 0; i < records.Count; i++)
        {
            link = AuditChain.Next(link, records[i]);
            Assert.Equal((i + 1L, Convert.ToHexString(link).ToLowerInvariant()), (records[i].Number!.Value, records[i].Link));
            if (records[i].Action != AuditActions.SchemaApplied)
            {
                byte[] signed = AuditChain.SignedBytes(i + 1, records[i].Link!);
                Assert.True(keyring.Verifies(records[i].KeyId!, signed, Base64Text.Decode(records[i].Signature!)));
            }
        }
    }
}
