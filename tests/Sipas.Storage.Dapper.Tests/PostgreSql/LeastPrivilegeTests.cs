using Dapper;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Quarantine;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Schema;
using Sipas.Values;
using Sipas.Verification;

namespace Sipas.Storage.PostgreSql;

/// <summary>The documented roles can do their work, and nothing else.</summary>
[NeedsPostgreSql]
[Collection(PostgreSqlTests.Name)]
public sealed class LeastPrivilegeTests(PostgreSqlServer server) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private string _owner = "";
    private string _app = "";
    private string _auditor = "";
    private string _eraser = "";

    public async Task InitializeAsync()
    {
        _owner = await server.NewBallotDatabaseAsync();
        await using var connection = new NpgsqlConnection(_owner);
        await connection.ExecuteAsync(PostgreSqlScripts.LeastPrivilege);
        await connection.ExecuteAsync(PostgreSqlScripts.LeastPrivilege);
        string name = connection.Database;
        await connection.ExecuteAsync(
            $"create role app_{name} login password 'app' in role sipas_app; create role auditor_{name} login password 'auditor' in role "
            + $"sipas_auditor; create role eraser_{name} login password 'eraser' in role sipas_eraser");
        _app = server.ConnectionString(name, $"app_{name}", "app");
        _eraser = server.ConnectionString(name, $"eraser_{name}", "eraser");
        _auditor = server.ConnectionString(name, $"auditor_{name}", "auditor");
    }

    public async Task DisposeAsync()
    {
        _folder.Dispose();
        await server.DropAsync(_owner);
    }

    [StorageFact]
    public async Task App_EverythingAHostDoes_IsGranted()
    {
        using PostgreSqlStorage storage = New(_app);
        await storage.OpenAsync(default);
        await storage.Units.SaveAsync(SampleBallots.Units, default);
        await storage.Units.SaveAsync(SampleBallots.Units, default);
        await storage.Notices.SaveNoticeAsync(new LocalizedText("a", "b"), default);
        await storage.Notices.SaveNoticeAsync(new LocalizedText("c", "d"), default);
        await storage.Notices.SaveNoticeAsync(null, default);
        await storage.Ballots.AppendAsync([SampleBallots.Draft(1, answer: 1)], false, default);
        await storage.Ballots.AppendAsync([SampleBallots.Draft(1, answer: 2)], false, default);
        await storage.Ballots.AppendAsync([.. Enumerable.Range(2, 600).Select(i => SampleBallots.Draft(i))], false, default);
        await storage.Ballots.AppendAsync(
            [PendingBallot.Of(SampleBallots.ValueBallot(700, ("O", "tốt")), SampleBallots.Noon, storage.Ballots.Sealer)],
            false, default);
        Ballot sheet = SampleBallots.Ballot(800).WithHeader(header => header with
        {
            Id = SampleBallots.Numbers.ToId("kiosk-9", "S01", "1"),
            Mode = CollectionMode.Paper
        });
        Ballot right = sheet.Replacement();
        await storage.Ballots.AppendAsync([PendingBallot.Of(sheet, SampleBallots.Noon) with { Channel = CollectionChannel.Officer }], false,
            default);
        Assert.Equal(603, (await storage.Ballots
            .AppendAsync([PendingBallot.Of(right, SampleBallots.Noon)
                with { Channel = CollectionChannel.Officer, Correction = new BallotCorrection("x", "Lan", "Minh") }], false,
                default))[0].Replaces);
        await storage.Closings.CloseAsync("2026", new SurveyScope { PackId = "kiosk-9" }, default);
        Assert.True((await storage.Ballots.AppendAsync([SampleBallots.Draft(1_000)], false, default))[0].Late);
        await storage.RotateReceiptKeyAsync(default);
        await storage.Packs.SavePacksAsync(SampleBallots.Packs.Packs, default);

        Assert.Equal(604, await storage.Ballots.LastSequenceAsync(default));
        Assert.Equal(1, await storage.Ballots.CountConflictsAsync(default));
        Assert.Empty((await LogVerifier.VerifyAsync(storage.Log, new VerificationSettings(), null, default)).Problems);
    }

    [StorageTheory]
    [InlineData("update sipas.ballot set answers = '1'")]
    [InlineData("update sipas.ballot_value set salt = null, value = null")]
    [InlineData("update sipas.value_secret set secret = ''")]
    [InlineData("delete from sipas.ballot")]
    [InlineData("truncate sipas.ballot cascade")]
    [InlineData("delete from sipas.audit")]
    [InlineData("update sipas.method_pack set content = ''")]
    [InlineData("delete from sipas.method_pack")]
    [InlineData("create view sipas.mine as select 1")]
    [InlineData("delete from sipas.late_ballot")]
    [InlineData("delete from sipas.ballot_correction")]
    [InlineData("update sipas.survey_closing set ballots = 0")]
    [InlineData("update sipas.receipt_key set public_key = ''")]
    [InlineData("delete from sipas.unit")]
    [InlineData("update sipas.unit set code = 'x'")]
    [InlineData("insert into sipas.schema_version values (9, now(), 'sipas-1')")]
    [InlineData("alter table sipas.ballot disable trigger all")]
    [InlineData("drop trigger ballot_is_kept on sipas.ballot")]
    [InlineData("create table sipas.mine (x integer)")]
    public async Task App_AnythingElse_IsDenied(string sql)
    {
        await using var connection = new NpgsqlConnection(_app);

        PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
    }

    [StorageFact]
    public async Task AnswerViews_MadeByTheOwnerAfterTheHostBegan_AreReadByTheAuditor()
    {
        using (PostgreSqlStorage host = New(_app))
        {
            await host.OpenAsync(default);
            Assert.Equal(0, await host.ApplyViewsAsync(default));
            await host.Units.SaveAsync(SampleBallots.Units, default);
            await host.Ballots.AppendAsync([SampleBallots.Draft(1, answer: 4)], false, default);
        }

        using PostgreSqlStorage owner = New(_owner);
        Assert.Equal(SampleBallots.Packs.Layouts.Count, await owner.ApplyViewsAsync(default));

        await using var auditor = new NpgsqlConnection(_auditor);
        Assert.Equal(4, await auditor.ExecuteScalarAsync<int>("select \"K9\" from sipas.answers_kiosk_9_five_1"));
    }

    [StorageFact]
    public async Task Eraser_ErasesValuesAndNothingElse()
    {
        using (PostgreSqlStorage host = New(_app))
        {
            await host.OpenAsync(default);
            await host.Units.SaveAsync(SampleBallots.Units, default);
            await host.Ballots.AppendAsync([PendingBallot.Of(SampleBallots.ValueBallot(1, ("O", "tốt"), ("S", "x")), SampleBallots.Noon,
                host.Ballots.Sealer)], false, default);
        }

        using (PostgreSqlStorage host = New(_app))
        {
            await host.OpenAsync(default);
            await host.Held.HoldAsync(new HeldSubmission
            {
                Kind = HeldSubmissionKind.Quarantine,
                BallotId = SampleBallots.Id(9),
                ReceivedAt = SampleBallots.Noon,
                Body = "body"u8.ToArray()
            }, 3, default);
        }

        using PostgreSqlStorage eraser = New(_eraser);
        Assert.Equal(1, await eraser.Held.EraseHeldAsync(HeldSubmissionKind.Quarantine, SampleBallots.Noon.AddDays(1),
            SampleBallots.Noon.AddDays(2), default));
        Assert.Equal(
            1, await eraser.Values.EraseValuesAsync(ValueErasure.OfQuestion("sample-values", "O", new DateOnly(2030, 1, 1)), default));

        using PostgreSqlStorage auditor = New(_auditor);
        VerificationReport report = await LogVerifier.VerifyAsync(auditor.Log, new VerificationSettings(), null, default);
        Assert.Equal((0L, 2L, 1L), (report.FaultCount, report.ValueCount, report.ErasedValueCount));
        foreach ((string who, string sql) in new[]
        {
            (_eraser, "update sipas.ballot_value set commitment = ''"), (_eraser, "select secret from sipas.value_secret"),
            (_eraser, "delete from sipas.ballot_value"),
            (_auditor, "select secret from sipas.value_secret"), (_auditor, "update sipas.ballot_value set salt = null, value = null"),
        })
        {
            await using var connection = new NpgsqlConnection(who);
            PostgresException denied = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
        }

        await using var owner = new NpgsqlConnection(_owner);
        await Assert.ThrowsAsync<PostgresException>(() =>
            owner.ExecuteAsync("update sipas.ballot_value set value = 'y' where value is not null"));
        await Assert.ThrowsAsync<PostgresException>(() => owner.ExecuteAsync("truncate sipas.ballot_value"));
    }

    [StorageFact]
    public async Task Auditor_Verifies_ButCannotOpenForWriting()
    {
        using (PostgreSqlStorage host = New(_app))
        {
            await host.OpenAsync(default);
            await host.Units.SaveAsync(SampleBallots.Units, default);
            await host.Ballots.AppendAsync([SampleBallots.Draft(1)], false, default);
        }

        using PostgreSqlStorage auditor = New(_auditor);
        VerificationReport report = await LogVerifier.VerifyAsync(auditor.Log, new VerificationSettings(), null, default);
        SipasException error = await Assert.ThrowsAsync<SipasException>(() => auditor.OpenAsync(default));

        Assert.Equal((1L, 0L), (report.BallotCount, report.FaultCount));
        Assert.Equal(ProblemCodes.PrivilegeMissing, Assert.Single(error.Problems).Code);
    }

    [StorageFact]
    public async Task OpenAsync_PreparingSwitchedOffAndNoSchema_SaysWhatToRunAndMakesNothing()
    {
        // Without a schema, which is what is tested.
        string empty = await server.NewDatabaseAsync();
        using PostgreSqlStorage storage = New(empty);

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => storage.OpenAsync(default));

        Assert.Equal(ProblemCodes.SchemaOutdated, Assert.Single(error.Problems).Code);
        Assert.Equal(SchemaState.Missing, (await storage.CheckSchemaAsync(default)).State);
        await server.DropAsync(empty);
    }

    private PostgreSqlStorage New(string connectionString) =>
        new(connectionString, SampleBallots.Packs, new FakeTimeProvider(SampleBallots.Noon),
            new SqlStorageOptions { PrepareSchema = false, ReceiptKeyPath = _folder.File("key.pem") });
}
