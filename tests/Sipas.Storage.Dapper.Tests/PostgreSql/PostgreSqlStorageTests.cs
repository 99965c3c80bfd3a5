using Dapper;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Sipas.Ballots;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.PostgreSql;

[NeedsPostgreSql]
[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlStorageTests(PostgreSqlServer server) : StorageContract
{
    private readonly TemporaryFolder _folder = new();
    private string _database = "";

    public override async Task DisposeAsync()
    {
        ((IDisposable)Storage).Dispose();
        _folder.Dispose();
        await server.DropAsync(_database);
    }

    protected override async Task<ISipasStorage> CreateAsync()
    {
        _database = await server.NewBallotDatabaseAsync();
        return New();
    }

    [StorageFact]
    public async Task OpenAsync_AfterReopening_KeepsReceiptsAndGoesOnWithTheChain()
    {
        Receipt first = (await AppendAsync(SampleBallots.Draft(1)))[0].Receipt!;
        using PostgreSqlStorage again = New();
        await again.OpenAsync(default);

        Assert.Equal(first, (await again.Ballots.AppendAsync([SampleBallots.Draft(1)], false, default))[0].Receipt);
        Receipt next = (await again.Ballots.AppendAsync([SampleBallots.Draft(2)], false, default))[0].Receipt!;
        Assert.Equal((2, first.KeyId), (next.Position, next.KeyId));
    }

    [StorageFact]
    public async Task AppendAsync_TwoHostsOnOneDatabase_ShareOneLogAndChain()
    {
        using PostgreSqlStorage other = New();
        await other.OpenAsync(default);

        await Task.WhenAll(
            Task.Run(async () =>
            {
                for (int i = 1; i <= 40; i++)
                {
                    await Storage.Ballots
            .AppendAsync([SampleBallots.Draft(i)], false, default);
                }
            }),
            Task.Run(async () =>
            {
                for (int i = 21; i <= 60; i++)
                {
                    await other.Ballots
            .AppendAsync([SampleBallots.Draft(i)], false, default);
                }
            }));

        await using NpgsqlConnection connection = Connect();
        Assert.Equal(Enumerable.Range(1, 60).Select(i => (long)i),
            await connection.QueryAsync<long>("select sequence from sipas.ballot order by sequence"));
        await AssertChainAsync((SqlStorage)Storage);
    }

    [StorageTheory]
    [InlineData(511)]
    [InlineData(512)]
    public async Task AppendAsync_OnEitherSideOfCopy_StoresTheSame(int count)
    {
        PendingBallot[] drafts = [.. Enumerable.Range(1, count).Select(i => SampleBallots.Draft(i, i % 2 == 0 ? "S01" : "Q01"))];
        await AppendAsync(drafts);

        await using NpgsqlConnection connection = Connect();
        await AssertChainAsync((SqlStorage)Storage);
        Assert.Equal(drafts.Select(draft => draft.Ballot.Layout.ToCharacters(draft.Ballot.Codes.Span)),
            await connection.QueryAsync<string>("select answers from sipas.ballot order by sequence"));
        Assert.Equal(drafts.Select(draft => draft.Ballot.ProcedureCode),
            await connection.QueryAsync<string?>("select procedure_code from sipas.ballot order by sequence"));
        Assert.Equal(drafts.Select(draft => draft.Ballot.CompletedAt.UtcDateTime),
            await connection.QueryAsync<DateTime>("select completed_at from sipas.ballot order by sequence"));
        Assert.Equal([420], await connection.QueryAsync<int>("select distinct completed_offset::integer from sipas.ballot"));
    }

    [StorageFact]
    public async Task AnswerViews_EveryQuestionnaire_HoldWhatTheBallotsHold()
    {
        await using NpgsqlConnection connection = Connect();

        await AnswerViews.AssertEqualToBallotsAsync((SqlStorage)Storage, connection, "sipas.");
    }

    [StorageFact]
    public async Task BallotViews_WithLateAndReplacedBallots_CountWhatTheEngineCounts()
    {
        await using NpgsqlConnection connection = Connect();

        await AnswerViews.AssertCountsEqualToScoresAsync((SqlStorage)Storage, connection, "sipas.");
    }

    [StorageFact]
    public async Task AnswerViews_DroppedOrOfAnOlderStore_AreMadeAgain()
    {
        await using NpgsqlConnection connection = Connect();

        await AnswerViews.AssertScriptsMakeThemAgainAsync((SqlStorage)Storage, connection, "sipas.");
    }

    [StorageFact]
    public async Task BallotViews_PlainSql_GiveWordsAndLevels()
    {
        await AppendAsync(SampleBallots.Draft(4, answer: 4));

        await using NpgsqlConnection connection = Connect();
        Assert.Equal(("kiosk-9", "S01", "kiosk", new DateTime(2026, 11, 21, 5, 4, 0, DateTimeKind.Utc)),
            await connection.QuerySingleAsync<(string, string, string, DateTime)>(
                "select pack, unit, mode, completed_at from sipas.ballot_readable"));
        Assert.Equal(Enumerable.Repeat(4, 9), await connection.QueryAsync<int>("select level from sipas.ballot_answer order by item"));
    }

    [StorageTheory]
    [InlineData("update sipas.ballot set answers = '111111111'")]
    [InlineData("delete from sipas.ballot")]
    [InlineData("truncate sipas.ballot cascade")]
    public async Task Ballot_ChangedOrRemovedBySql_IsRefused(string sql)
    {
        await AppendAsync(SampleBallots.Draft(1));

        await using NpgsqlConnection connection = Connect();
        PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql));

        Assert.Equal(PostgresErrorCodes.RestrictViolation, error.SqlState);
        Assert.Equal(1, await connection.ExecuteScalarAsync<long>("select count(*) from sipas.ballot"));
    }

    [StorageFact]
    public async Task AppendAsync_RoleSwitchedDurabilityOff_CommitsDurablyAllTheSame()
    {
        await using NpgsqlConnection connection = Connect();
        await connection.ExecuteAsync(
            """
            alter role sipas_owner set synchronous_commit = off;
            create table sipas.seen (setting text);
            create function sipas.see() returns trigger language plpgsql as $$
            begin
                insert into sipas.seen values (current_setting('synchronous_commit'));
                return null;
            end $$;
            create trigger see after insert on sipas.ballot for each statement execute function sipas.see();
            """);
        try
        {
            using PostgreSqlStorage storage = New();
            await storage.OpenAsync(default);
            await storage.Ballots.AppendAsync([SampleBallots.Draft(1)], false, default);
        }
        finally
        {
            await connection.ExecuteAsync("alter role sipas_owner reset synchronous_commit");
        }

        Assert.Equal(["on"], await connection.QueryAsync<string>("select setting from sipas.seen"));
    }

    [StorageFact]
    public async Task AppendAsync_AnotherHoldsTheWriterLock_SaysBusyThenRecovers()
    {
        await using NpgsqlConnection other = Connect();
        await using NpgsqlTransaction held = await other.BeginTransactionAsync();
        // the lock of PostgreSqlStorage, as a number
        await other.ExecuteAsync("select pg_advisory_xact_lock(357712281939)", transaction: held);
        using PostgreSqlStorage storage = New(new SqlStorageOptions
        {
            BusyTimeout = TimeSpan.FromMilliseconds(200),
            ReceiptKeyPath = _folder.File("key.pem"),
            AllowNewKeys = true,
            PrepareSchema = true,
        });

        StoreUnavailableException error = await Assert.ThrowsAsync<StoreUnavailableException>(() => storage.OpenAsync(default));
        await held.RollbackAsync();
        await storage.OpenAsync(default);

        Assert.Equal(StoreUnavailability.Busy, error.Reason);
        Assert.Equal(AppendStatus.Appended, (await storage.Ballots.AppendAsync([SampleBallots.Draft(1)], false, default))[0].Status);
    }

    [StorageFact]
    public async Task AppendAsync_ConnectionsCutByTheAdministrator_RecoversByItself()
    {
        await AppendAsync(SampleBallots.Draft(1));
        await using (NpgsqlConnection connection = Connect())
        {
            await connection.ExecuteAsync(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        }

        StoreUnavailableException error = await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(SampleBallots.Draft(2)));
        IReadOnlyList<AppendOutcome> outcomes = await AppendAsync(SampleBallots.Draft(2));

        Assert.Equal(StoreUnavailability.Unreachable, error.Reason);
        Assert.Equal((AppendStatus.Appended, 2L), (outcomes[0].Status, outcomes[0].Sequence));
    }

    [StorageFact]
    public async Task OpenAsync_NewerSchema_IsRefused()
    {
        await using (NpgsqlConnection connection = Connect())
        {
            await connection.ExecuteAsync("insert into sipas.schema_version values (99, now(), 'sipas-1')");
        }

        await AssertRefusedAsync(ProblemCodes.SchemaTooNew, _database);
    }

    [StorageFact]
    public async Task OpenAsync_NobodyListens_SaysWhichServerAndHidesThePassword()
    {
        var settings = new NpgsqlConnectionStringBuilder(_database) { Port = 1, Password = "geheim-7" };

        SipasException error = await AssertRefusedAsync(ProblemCodes.ServerUnreachable, settings.ToString());

        Assert.Contains("127.0.0.1:1/", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim-7", error.ToString(), StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task OpenAsync_WrongPassword_IsRefusedAndHidesIt()
    {
        var settings = new NpgsqlConnectionStringBuilder(_database) { Password = "geheim-7" };

        SipasException error = await AssertRefusedAsync(ProblemCodes.ServerRefused, settings.ToString());

        Assert.DoesNotContain("geheim-7", error.ToString(), StringComparison.Ordinal);
    }

    [StorageFact]
    public Task OpenAsync_NoSuchDatabase_IsRefused() =>
        AssertRefusedAsync(ProblemCodes.ServerRefused, new NpgsqlConnectionStringBuilder(_database) { Database = "nowhere" }.ToString());

    [StorageFact]
    public async Task OpenAsync_PackOfStoredBallotsNotRegistered_IsRefused()
    {
        await AppendAsync(SampleBallots.Draft(1));
        using var storage = new PostgreSqlStorage(_database, new MethodPackRegistry([MethodPacks.Shipped("bnv-2640-2017")]),
            TimeProvider.System, Options());

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => storage.OpenAsync(default));

        Assert.Equal(ProblemCodes.StoredPackMissing, Assert.Single(error.Problems).Code);
    }

    private PostgreSqlStorage New(SqlStorageOptions? options = null) =>
        new(_database, SampleBallots.Packs, new FakeTimeProvider(SampleBallots.Noon), options ?? Options());

    private SqlStorageOptions Options() => new() { ReceiptKeyPath = _folder.File("keys/receipts.pem") };

    private async Task<SipasException> AssertRefusedAsync(string code, string connectionString)
    {
        using var storage = new PostgreSqlStorage(connectionString, SampleBallots.Packs, TimeProvider.System, Options());

        SipasException error = await Assert.ThrowsAsync<SipasException>(() => storage.OpenAsync(default));

        Assert.Equal(code, Assert.Single(error.Problems).Code);
        return error;
    }

    private NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database) { Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static async Task AssertChainAsync(SqlStorage storage)
    {
        var links = new Dictionary<string, (long Position, byte[] Link)>();
        await foreach (StoredBallot ballot in storage.Log.ReadStoredAsync(0, default))
        {
            (long position, byte[] link) = links.TryGetValue(ballot.UnitCode, out (long, byte[]) head)
                ? head
                : (0, UnitChain.Start(ballot.UnitCode));
            links[ballot.UnitCode] = (position + 1, UnitChain.Next(link, ballot.ContentHash.Span, CanonicalNote.Hash(ballot)));
            Assert.Equal((position + 1, Convert.ToHexString(links[ballot.UnitCode].Link)),
                (ballot.Position, Convert.ToHexString(ballot.ChainHash.Span)));
        }
    }
}
