using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sipas.Problems;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.PostgreSql;

namespace Sipas.ReferenceHost.Files;

/// <summary>PostgreSQL databases that go away under a host that takes ballots.</summary>
[NeedsPostgreSql]
[Collection(PostgreSqlTests.Name)]
public sealed class GoneDatabaseTests(PostgreSqlServer server) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private string _database = "";

    public enum Deed
    {
        MadeAgainEmpty,
        MadeAgainWithASchema,
        SchemaMadeAgain,
        RestoredFromAnOlderDump,
        NewestBallotsRemoved,
    }

    private string Name => new NpgsqlConnectionStringBuilder(_database).Database!;

    public async Task InitializeAsync() => _database = await server.NewBallotDatabaseAsync();

    public async Task DisposeAsync()
    {
        await server.DropAsync(_database);
        _folder.Dispose();
    }

    [StorageTheory]
    [InlineData(Deed.MadeAgainEmpty)]
    [InlineData(Deed.MadeAgainWithASchema)]
    [InlineData(Deed.SchemaMadeAgain)]
    [InlineData(Deed.RestoredFromAnOlderDump)]
    [InlineData(Deed.NewestBallotsRemoved)]
    public async Task Ballots_DatabaseGoesAway_NoReceiptIsGivenAfterwards(Deed deed)
    {
        await using RunningHost host = await RunningHost.StartAsync(sipas => sipas.UsePostgreSql(_database, options =>
        {
            options.ReceiptKeyPath = _folder.File("key.pem");
            options.TicketKeyPath = _folder.File("tickets.key");
        }));
        host.Send();
        await host.UntilAsync(50);
        string dump = Path.Combine(Path.GetTempPath(), $"sipas-dump-{Guid.NewGuid():N}");
        if (deed == Deed.RestoredFromAnOlderDump)
        {
            await PgAsync("pg_dump", "-d", Name, "-n", "sipas", "-Fc", "-f", dump);
            await host.UntilAsync(100);
        }

        await DoAsync(deed, dump);
        host.IsGone();
        await host.StopAsync(ProblemCodes.StoreGone, refusals: 8);

        Assert.Empty(host.Late);
        Assert.StartsWith(ProblemCodes.StoreReplaced, Assert.Single(host.Critical), StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task Restart_OnAnEmptyDatabaseBesideTheKey_IsRefused()
    {
        await using (RunningHost host = await RunningHost.StartAsync(sipas =>
            sipas.UsePostgreSql(_database, options => options.ReceiptKeyPath = _folder.File("key.pem"))))
        {
            host.Send();
            await host.UntilAsync(8);
        }

        await AsOwnerAsync($"drop database {Name} with (force)", $"create database {Name}");
        NpgsqlConnection.ClearAllPools();

        SipasException error = await Assert.ThrowsAsync<SipasException>(
            () => RunningHost.StartAsync(sipas =>
                sipas.UsePostgreSql(_database, options => options.ReceiptKeyPath = _folder.File("key.pem"))));

        Assert.Equal(ProblemCodes.StoreMissingBesideKey, Assert.Single(error.Problems).Code);
        await using var connection = new NpgsqlConnection(_database);
        Assert.False(await connection.ExecuteScalarAsync<bool>("select exists (select from pg_namespace where nspname = 'sipas')"));
    }

    private async Task DoAsync(Deed deed, string dump)
    {
        switch (deed)
        {
            case Deed.SchemaMadeAgain:
                await using (var connection = new NpgsqlConnection(_database))
                {
                    await connection.ExecuteAsync("drop schema sipas cascade");
                }

                await ApplyAsync();
                break;
            case Deed.NewestBallotsRemoved:
                // As a server that was set back to an earlier point in time: the same tables, without the newest rows.
                await using (var connection = new NpgsqlConnection(_database))
                {
                    await connection.ExecuteAsync(
                        """
                        set session_replication_role = replica;
                        begin;
                        select pg_advisory_xact_lock(357712281939);
                        delete from sipas.receipt_seal where first_sequence > 10;
                        delete from sipas.ballot where sequence > 10;
                        commit;
                        """);
                }

                break;
            default:
                await AsOwnerAsync($"drop database {Name} with (force)", $"create database {Name}");
                if (deed == Deed.MadeAgainWithASchema)
                {
                    await ApplyAsync();
                }
                else if (deed == Deed.RestoredFromAnOlderDump)
                {
                    await PgAsync("pg_restore", "-d", Name, dump);
                    File.Delete(dump);
                }

                break;
        }
    }

    private async Task ApplyAsync()
    {
        using var storage = new PostgreSqlStorage(_database, SampleBallots.Packs, TimeProvider.System,
            new SqlStorageOptions { ReceiptKeyPath = _folder.File("none.pem") });
        await storage.ApplySchemaAsync(default);
    }

    private async Task AsOwnerAsync(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres", pooling: false));
        foreach (string statement in statements)
        {
            await connection.ExecuteAsync(statement);
        }
    }

    private Task<string> PgAsync(string program, params string[] arguments)
    {
        var to = new NpgsqlConnectionStringBuilder(_database);
        return server.RunProgramAsync(program,
            ["-h", to.Host!, "-p", to.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "-U", to.Username!, .. arguments]);
    }
}
