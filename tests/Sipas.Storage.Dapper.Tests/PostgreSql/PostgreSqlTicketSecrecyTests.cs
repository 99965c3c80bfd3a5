using System.Data.Common;
using Dapper;
using Npgsql;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.PostgreSql;

[NeedsPostgreSql]
[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlTicketSecrecyTests(PostgreSqlServer server) : TicketSecrecy, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private string _database = "";

    protected override string PeoplePrefix => "sipas_people.";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _folder.Dispose();
        await server.DropAsync(_database);
    }

    [StorageFact]
    public async Task SpentTickets_TheirSet_HasNoColumnButTheHashAndNoKeyToIt()
    {
        await IssueAndSpendAsync();

        using DbConnection connection = await ConnectAsync(ofPeople: false);
        Assert.Equal(["token_hash"],
            await connection.QueryAsync<string>(
                "select column_name from information_schema.columns where table_schema = 'sipas' and table_name = 'spent_ticket'"));
        Assert.Equal(Dossiers, await connection.ExecuteScalarAsync<long>("select count(*) from sipas.spent_ticket"));
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>(
            "select count(*) from pg_constraint where contype = 'f' and 'sipas.spent_ticket'::regclass in (conrelid, confrelid)"));
        Assert.Equal(Dossiers, await connection.ExecuteScalarAsync<long>(
            "select count(*) from sipas_people.ticket where issued_on = 20261121 and ends_on = 20261222"));
    }

    protected override async Task<(SqlStorage Ballots, SqlPersonalDataStorage People)> CreateAsync(TimeProvider clock)
    {
        _database = await server.NewSharedDatabaseAsync();
        return (
            new PostgreSqlStorage(_database, SampleBallots.Packs, clock,
                new SqlStorageOptions { ReceiptKeyPath = _folder.File("key.pem") }),
            new PostgreSqlPersonalDataStorage(_database, clock, new SqlStorageOptions { TicketKeyPath = _folder.File("tickets.key") }));
    }

    protected override async Task<DbConnection> ConnectAsync(bool ofPeople)
    {
        var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await connection.ExecuteAsync("set search_path to sipas");
        return connection;
    }

    protected override IEnumerable<string> TablesOf(DbConnection connection, bool ofPeople) => connection.Query<string>(
        "select table_name from information_schema.tables where table_type = 'BASE TABLE' and table_schema = @schema",
        new { schema = ofPeople ? "sipas_people" : "sipas" }).ToList();
}
