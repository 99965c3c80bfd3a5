using Sipas.Audit;

namespace Sipas.Storage.Contract;

/// <summary>Records of reads of personal data, and counts of rejected requests.</summary>
public abstract partial class PersonalDataContract
{
    [StorageFact]
    public async Task Reads_AreRecordsWithTheirReader()
    {
        using (AuditActor.Begin("lan@tinh.vn", isAccount: true))
        {
            await People.Access.RecordReadAsync("/admin/cases 3 rows", default);
        }

        await People.Access.RecordReadAsync("/admin/cases (no account)", default);

        Assert.Equal(
            [("lan@tinh.vn", "/admin/cases 3 rows"), (null, "/admin/cases (no account)")],
            (await People.Erasure.ReadPeopleAuditAsync(default)).Where(record => record.Action == AuditActions.PeopleRead)
            .Select(record => (record.Actor, record.Detail)));
    }

    [StorageFact]
    public async Task Refusals_AreOneRecordAPeriodCodeAndPlace()
    {
        var hour = new DateTimeOffset(2026, 11, 20, 5, 0, 0, TimeSpan.Zero);
        await People.Access.AddRefusalsAsync([new(hour, "LIM0001", "POST /a", 3), new(hour, "DEV0001", "POST /a device K-1", 1)], default);
        await People.Access.AddRefusalsAsync([new(hour, "LIM0001", "POST /a", 4), new(hour.AddHours(1), "LIM0001", "POST /a", 2)], default);
        await People.Access.AddRefusalsAsync([], default);

        AuditRecord[] refused = [.. (await People.Erasure.ReadPeopleAuditAsync(default))
            .Where(record => record.Action == AuditActions.RequestRefused)];
        Assert.Equal(
            [(hour, "DEV0001 POST /a device K-1 1"), (hour, "LIM0001 POST /a 7"), (hour.AddHours(1), "LIM0001 POST /a 2")],
            refused.Select(record => (record.At, record.Detail)));
        Assert.All(refused, record => Assert.Null(record.Actor));
    }
}
