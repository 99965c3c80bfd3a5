using System.Data.Common;
using Dapper;
using Npgsql;
using Sipas.Ballots;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Secrecy;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.PostgreSql;

/// <summary>The attacks on listed people, on PostgreSQL: values, and the order of rows that <c>ctid</c> shows a superuser.</summary>
[NeedsPostgreSql]
[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlPeopleJoiningTests(PostgreSqlServer server) : PeopleJoining
{
    private readonly List<IDisposable> _opened = [];
    private string _database = "";

    protected override void Dispose(bool disposing)
    {
        _opened.ForEach(storage => storage.Dispose());
        base.Dispose(disposing);
        server.DropAsync(_database).GetAwaiter().GetResult();
    }

    internal override async Task<(SqlStorage Ballots, SqlPersonalDataStorage People)> NewAsync()
    {
        _database = await server.NewSharedDatabaseAsync();
        var ballots = new PostgreSqlStorage(_database, SampleBallots.Packs, Clock,
            new SqlStorageOptions { ReceiptKeyPath = Folder.File("key.pem") });
        var people = new PostgreSqlPersonalDataStorage(_database, Clock,
            new SqlStorageOptions { TicketKeyPath = Folder.File("tickets.key") });
        _opened.AddRange([ballots, people]);
        return (ballots, people);
    }

    protected override async Task<DbConnection> ConnectAsync(bool ofPeople)
    {
        var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await connection.ExecuteAsync(ofPeople ? "set search_path to sipas_people" : "set search_path to sipas");
        return connection;
    }

    protected override IEnumerable<string> TablesOf(DbConnection connection, bool ofPeople) => connection.Query<string>(
        "select table_name from information_schema.tables where table_type = 'BASE TABLE' and table_schema = @schema",
        new { schema = ofPeople ? "sipas_people" : "sipas" });

    internal override List<SeenTicket> InOrderOfWriting(DbConnection connection, string table) =>
        SqliteThief.Rows(connection, $"select * from {table} order by ctid");

    internal override Guid[] InOrderOfTheLog(DbConnection connection, CollectionMode mode) =>
        [.. connection.Query<Guid>("select ballot_id from ballot where mode = @mode order by sequence", new { mode = (int)mode })];

    internal override IEnumerable<byte[]> FileBytes() => [];
}
