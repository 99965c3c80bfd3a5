using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Sipas.Packs;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Stores;
using Sipas.Storage.PostgreSql;

namespace Sipas.ReferenceHost;

[NeedsPostgreSql]
[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlStoreCommandsTests(PostgreSqlServer server) : StoreCommandsTests, IAsyncLifetime
{
    private readonly string _variable = $"SIPAS_TEST_{Guid.NewGuid():N}";
    private string _database = "";

    public async Task InitializeAsync()
    {
        _database = await server.NewDatabaseAsync();
        Environment.SetEnvironmentVariable(_variable, _database);
    }

    public async Task DisposeAsync()
    {
        Environment.SetEnvironmentVariable(_variable, null);
        await server.DropAsync(_database);
    }

    [StorageFact]
    public async Task Schema_PrintRoles_RunsOnTheSchema()
    {
        await RunAsync("schema", "apply");
        SipasRun printed = await RunAsync("schema", "print", "--roles");

        await using var connection = new NpgsqlConnection(_database);
        await connection.ExecuteAsync(printed.Output);

        Assert.True(await connection.ExecuteScalarAsync<bool>(
            "select has_table_privilege('sipas_app', 'sipas.ballot', 'insert') and not has_table_privilege('sipas_app', 'sipas.ballot', "
            + "'update')"));
    }

    [StorageFact]
    public async Task Verify_NoConnectionString_NamesTheVariable()
    {
        SipasRun run = await SipasRun.OfAsync("verify", "--storage", "postgresql", "--connection-variable", "SIPAS_TEST_NOTHING_HERE");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("STO0013", run.Errors, StringComparison.Ordinal);
        Assert.Contains("SIPAS_TEST_NOTHING_HERE", run.Errors, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task PgDump_RestoredIntoAnotherDatabase_Verifies()
    {
        await FillAsync(120);
        using (var people = new PostgreSqlPersonalDataStorage(_database, TimeProvider.System))
        {
            await people.OpenAsync(default);
        }

        string dump = Path.Combine(Path.GetTempPath(), $"sipas-dump-{Guid.NewGuid():N}");
        string target = await server.NewDatabaseAsync();
        var from = new NpgsqlConnectionStringBuilder(_database);
        try
        {
            string[] at = ["-h", from.Host!, "-p", from.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "-U",
                from.Username!];
            await server.RunProgramAsync("pg_dump", [.. at, "-d", from.Database!, "-n", "sipas", "-n", "sipas_people", "-Fc", "-f", dump]);
            await server.RunProgramAsync("pg_restore", [.. at, "-d", new NpgsqlConnectionStringBuilder(target).Database!, dump]);
        }
        finally
        {
            File.Delete(dump);
        }

        using (var people = new PostgreSqlPersonalDataStorage(target, TimeProvider.System, new SqlStorageOptions { PrepareSchema = false }))
        {
            await people.OpenAsync(default);
        }

        Environment.SetEnvironmentVariable(_variable, target);
        SipasRun verified = await RunAsync("verify");

        Assert.Equal((0, ""), (verified.ExitCode, verified.Errors));
        Assert.Contains("120 ballots", verified.Output, StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task Verify_IndexesOfPostgreSql_AreCheckedOnceTheExtensionIsThere()
    {
        await FillAsync(3);
        SipasRun without = await RunAsync("verify");
        await using (var connection = new NpgsqlConnection(_database))
        {
            await connection.ExecuteAsync("create extension amcheck schema public");
        }

        SipasRun with = await RunAsync("verify");

        Assert.Equal((0, 0), (without.ExitCode, with.ExitCode));
        Assert.Contains("Not checked: indexes of PostgreSQL", without.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Not checked", with.Output, StringComparison.Ordinal);
    }

    private protected override string[] StoreArguments => ["--storage", "postgresql", "--connection-variable", _variable];

    private protected override SqlStorage Open(MethodPackRegistry packs) =>
        new PostgreSqlStorage(
            _database, packs, new FakeTimeProvider(SampleBallots.Noon), new SqlStorageOptions { ReceiptKeyPath = KeyPath });

    private protected override async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(sql, transaction: transaction);
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select count(*) from sipas.ballot_readable", transaction: transaction));
    }

    private protected override async Task ChangeAsync(long sequence)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.ExecuteAsync(
            $"alter table sipas.ballot disable trigger all; update sipas.ballot set answers = '111111111' where sequence = {sequence}");
    }

    private protected override async Task<DbConnection> OwnerAsync()
    {
        var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await connection.ExecuteAsync("set search_path to sipas; set session_replication_role = replica");
        return connection;
    }
}
