using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using Sipas.Audit;
using Sipas.Problems;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Schema;
using Sipas.Storage.Dapper.Stores;
using Sipas.Verification;

namespace Sipas.Storage.Dapper;

/// <summary>Versions of the schema: a store made before the first release is refused unchanged, and a store of version 1 is upgraded by
/// the scripts that follow. The second script exists only here.</summary>
public abstract class SchemaVersions : IDisposable
{
    private const string SecondSql =
        """
        drop view ballot_answer;
        drop view ballot_value_readable;
        drop view counted_ballot;
        alter table ballot add column remark text;
        create view counted_ballot as
        select b.* from ballot b
        where not exists (select 1 from late_ballot l where l.sequence = b.sequence)
          and not exists (select 1 from ballot_correction c where c.replaced = b.sequence);
        """;

    internal TemporaryFolder Folder { get; } = new();

    private protected FakeTimeProvider Clock { get; } = new(SampleBallots.Noon);

    private string ReceiptKeyPath => Folder.File("receipt.pem");

    private string TicketKeyPath => Folder.File("tickets.key");

    [StorageTheory]
    [InlineData(16)]
    [InlineData(1)]
    public async Task Ballots_StoreBeforeTheFirstRelease_IsRefusedAndUnchanged(int version)
    {
        await MakeFormerAsync(people: false, version);
        string before = await StateAsync(people: false);

        await AssertRefusedAsync(ProblemCodes.SchemaBeforeRelease, version,
            options => UseBallotsAsync(options, storage => storage.OpenAsync(default)));
        await AssertRefusedAsync(ProblemCodes.SchemaBeforeRelease, version,
            options => UseBallotsAsync(options, storage => storage.ApplySchemaAsync(default)));
        await AssertRefusedAsync(ProblemCodes.SchemaBeforeRelease, version,
            options => UseBallotsAsync(options, storage => storage.CheckSchemaAsync(default)));

        Assert.Equal(before, await StateAsync(people: false));
        Assert.False(File.Exists(ReceiptKeyPath));
    }

    [StorageTheory]
    [InlineData(8)]
    [InlineData(1)]
    public async Task People_StoreBeforeTheFirstRelease_IsRefusedAndUnchanged(int version)
    {
        await MakeFormerAsync(people: true, version);
        string before = await StateAsync(people: true);

        await AssertRefusedAsync(ProblemCodes.SchemaBeforeRelease, version,
            options => UsePeopleAsync(options, storage => storage.OpenAsync(default)));
        await AssertRefusedAsync(ProblemCodes.SchemaBeforeRelease, version,
            options => UsePeopleAsync(options, storage => storage.ApplySchemaAsync(default)));
        await AssertRefusedAsync(ProblemCodes.SchemaBeforeRelease, version,
            options => UsePeopleAsync(options, storage => storage.CheckSchemaAsync(default)));

        Assert.Equal(before, await StateAsync(people: true));
        Assert.False(File.Exists(TicketKeyPath));
    }

    [StorageFact]
    public async Task OpenAsync_LaterSeriesOfScripts_IsRefusedAsNewer()
    {
        await MakeEmptyAsync();
        await UseBallotsAsync(NewOptions(), storage => storage.OpenAsync(default));
        await using (DbConnection connection = await ConnectAsync(people: false))
        {
            await connection.ExecuteAsync("update schema_version set series = 'sipas-2'");
        }

        SipasException error = await Assert.ThrowsAsync<SipasException>(() =>
            UseBallotsAsync(NewOptions(), storage => storage.OpenAsync(default)));

        Problem only = Assert.Single(error.Problems);
        Assert.Equal((ProblemCodes.SchemaTooNew, "sipas-2/1", "sipas-1/1"), (only.Code, only.Value, only.Allowed));
    }

    [StorageFact]
    public async Task Ballots_SecondScript_UpgradesAStoreOfVersionOneAndKeepsItsBallots()
    {
        await MakeEmptyAsync();
        await UseBallotsAsync(NewOptions(), async storage =>
        {
            await storage.OpenAsync(default);
            await storage.Units.SaveAsync(SampleBallots.Units, default);
            await storage.Ballots.AppendAsync([SampleBallots.Draft(1), SampleBallots.Draft(2)], false, default);
        });
        IReadOnlyList<SchemaScript> two = [.. ScriptsOf(people: false), new(2, "0002_test.sql", Within(people: false, SecondSql))];

        SipasException unprepared = await Assert.ThrowsAsync<SipasException>(() => UseBallotsAsync(
            NewOptions(prepare: false), storage => storage.OpenAsync(default), two));
        await UseBallotsAsync(
            NewOptions(),
            async storage =>
            {
                await storage.OpenAsync(default);
                Assert.Equal(new SchemaStatus(2, 2), await storage.CheckSchemaAsync(default));
                Assert.Equal(3, (await storage.Ballots.AppendAsync([SampleBallots.Draft(3)], false, default))[0].Sequence);
                Assert.Empty((await LogVerifier.VerifyAsync(storage.Log, new VerificationSettings(), null, default)).Problems);
                Assert.Equal(["0 → 1", "1 → 2"], (await storage.Audit.ReadAuditAsync(default))
                    .Where(record => record.Action == AuditActions.SchemaApplied).Select(record => record.Detail));
            },
            two);
        SipasException older = await Assert.ThrowsAsync<SipasException>(() =>
            UseBallotsAsync(NewOptions(), storage => storage.OpenAsync(default)));

        Assert.Equal((ProblemCodes.SchemaOutdated, "1", "2"),
            (unprepared.Problems[0].Code, unprepared.Problems[0].Value, unprepared.Problems[0].Allowed));
        Assert.Equal((ProblemCodes.SchemaTooNew, "2", "1"),
            (older.Problems[0].Code, older.Problems[0].Value, older.Problems[0].Allowed));
        await using DbConnection connection = await ConnectAsync(people: false);
        Assert.Equal(3, await connection.ExecuteScalarAsync<long>("select count(*) from answers_kiosk_9_five_1"));
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select count(remark) from counted_ballot"));
        Assert.Equal(["1 sipas-1", "2 sipas-1"],
            await connection.QueryAsync<string>("select version || ' ' || series from schema_version order by version"));
    }

    [StorageFact]
    public async Task Ballots_SecondScriptThatFails_LeavesVersionOne()
    {
        await MakeEmptyAsync();
        await UseBallotsAsync(NewOptions(), storage => storage.OpenAsync(default));
        string before = await StateAsync(people: false);
        IReadOnlyList<SchemaScript> two =
            [.. ScriptsOf(people: false), new(2, "0002_test.sql", Within(people: false, SecondSql + "drop table no_such_table;"))];

        await Assert.ThrowsAnyAsync<DbException>(() => UseBallotsAsync(NewOptions(), storage => storage.OpenAsync(default), two));

        await UseBallotsAsync(NewOptions(), async storage =>
        {
            Assert.Equal(new SchemaStatus(1, 1), await storage.CheckSchemaAsync(default));
            await storage.OpenAsync(default);
        });
        Assert.Equal(before, await StateAsync(people: false));
    }

    [StorageFact]
    public async Task People_SecondScript_UpgradesAStoreOfVersionOneAndKeepsItsPlans()
    {
        await MakeEmptyAsync();
        await UsePeopleAsync(NewOptions(), async storage =>
            Assert.Equal(1, (await storage.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default))!.Revision));
        IReadOnlyList<SchemaScript> two =
            [.. ScriptsOf(people: true), new(2, "0002_test.sql", Within(people: true, "alter table survey_plan add column remark text;"))];

        await UsePeopleAsync(
            NewOptions(),
            async storage =>
            {
                Assert.Equal(new SchemaStatus(1, 2), await storage.CheckSchemaAsync(default));
                Assert.NotNull(await storage.Plans.FindPlanAsync("PX-2026", default));
                Assert.Equal(new SchemaStatus(2, 2), await storage.CheckSchemaAsync(default));
            },
            two);

        await using DbConnection connection = await ConnectAsync(people: true);
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select count(remark) from survey_plan"));
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Folder.Dispose();
        }
    }

    private protected abstract SqlStorage NewBallots(SqlStorageOptions options, IReadOnlyList<SchemaScript>? scripts);

    private protected abstract SqlPersonalDataStorage NewPeople(SqlStorageOptions options, IReadOnlyList<SchemaScript>? scripts);

    private protected abstract IReadOnlyList<SchemaScript> ScriptsOf(bool people);

    /// <summary>A script in the form of the engine.</summary>
    private protected abstract string Within(bool people, string sql);

    /// <summary>Makes a database without a schema, or nothing where opening makes it.</summary>
    private protected abstract Task MakeEmptyAsync();

    /// <summary>Makes a database whose table of versions has only numbers, from 1, and a table of that time.</summary>
    private protected abstract Task MakeFormerAsync(bool people, int version);

    /// <summary>Opens a connection whose tables are those of the schema.</summary>
    private protected abstract Task<DbConnection> ConnectAsync(bool people);

    /// <summary>All tables and views with their definitions, and the rows of the table of versions.</summary>
    private protected abstract Task<string> StateAsync(bool people);

    private async Task AssertRefusedAsync(string code, int version, Func<SqlStorageOptions, Task> use)
    {
        foreach (SqlStorageOptions options in (SqlStorageOptions[])[NewOptions(), NewOptions(prepare: false), NewOptions(readOnly: true)])
        {
            SipasException error = await Assert.ThrowsAsync<SipasException>(() => use(options));
            Problem only = Assert.Single(error.Problems);
            Assert.Equal((code, version.ToString(CultureInfo.InvariantCulture)), (only.Code, only.Value));
        }
    }

    private SqlStorageOptions NewOptions(bool prepare = true, bool readOnly = false) => new()
    {
        ReceiptKeyPath = ReceiptKeyPath,
        TicketKeyPath = TicketKeyPath,
        PrepareSchema = prepare,
        ReadOnly = readOnly,
    };

    private async Task UseBallotsAsync(SqlStorageOptions options, Func<SqlStorage, Task> use, IReadOnlyList<SchemaScript>? scripts = null)
    {
        using SqlStorage storage = NewBallots(options, scripts);
        await use(storage);
    }

    private async Task UsePeopleAsync(SqlStorageOptions options, Func<SqlPersonalDataStorage, Task> use,
        IReadOnlyList<SchemaScript>? scripts = null)
    {
        using SqlPersonalDataStorage storage = NewPeople(options, scripts);
        await use(storage);
    }
}
