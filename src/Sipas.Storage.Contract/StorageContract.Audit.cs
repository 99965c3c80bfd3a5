using Sipas.Audit;
using Sipas.Common;
using Sipas.Problems;
using Sipas.Units;

namespace Sipas.Storage.Contract;

/// <summary>Actions other than appending ballots are recorded with their actor.</summary>
public abstract partial class StorageContract
{
    [StorageFact]
    public async Task AppendAuditAsync_ByNobodyAndByAnOfficer_KeepsOrderTextAndActor()
    {
        int before = (await Storage.Audit.ReadAuditAsync(default)).Count;

        await Storage.Audit.AppendAuditAsync("file.tested", "một\nhai 'ba' \"bốn\" 5", default);
        using (AuditActor.Begin("Nguyễn Thị Ánh"))
        {
            await Storage.Audit.AppendAuditAsync("file.tested", "", default);
        }

        await Storage.Audit.AppendAuditAsync(AuditActions.LogVerified, "after", default);

        AuditRecord[] added = [.. (await Storage.Audit.ReadAuditAsync(default)).Skip(before)];
        Assert.Equal(
            [("file.tested", "một\nhai 'ba' \"bốn\" 5", null), ("file.tested", "", "Nguyễn Thị Ánh"),
                (AuditActions.LogVerified, "after", (string?)null)],
            added.Select(record => (record.Action, record.Detail, record.Actor)));
        Assert.All(added, record => Assert.Equal(TimeSpan.Zero, record.At.Offset));
        Assert.Equal(added.Select(record => record.At).Order(), added.Select(record => record.At));
    }

    [StorageFact]
    public async Task SaveAsync_Units_IsRecordedWithTheirCodes()
    {
        using (AuditActor.Begin("officer"))
        {
            await Storage.Units.SaveAsync([SampleBallots.Units[0], SampleBallots.Units[1]], default);
        }

        AuditRecord last = (await Storage.Audit.ReadAuditAsync(default))[^1];
        Assert.Equal((AuditActions.UnitsSaved, "2 S01 Q01", "officer"), (last.Action, last.Detail, last.Actor));
    }

    [StorageFact]
    public async Task SaveAsync_FaultyUnits_AreNotRecorded()
    {
        int before = (await Storage.Audit.ReadAuditAsync(default)).Count;

        await Assert.ThrowsAsync<SipasException>(() =>
            Storage.Units.SaveAsync([new OrganisationUnit { Code = "N02", Name = new LocalizedText("Mới", "New"), Block = "departments",
                ParentCode = "N404" }], default));

        Assert.Equal(before, (await Storage.Audit.ReadAuditAsync(default)).Count);
    }

    [StorageFact]
    public async Task AppendAuditAsync_Cancelled_WritesNothing()
    {
        int before = (await Storage.Audit.ReadAuditAsync(default)).Count;
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Storage.Audit.AppendAuditAsync("file.tested", "x", cancelled.Token));

        Assert.Equal(before, (await Storage.Audit.ReadAuditAsync(default)).Count);
    }
}
