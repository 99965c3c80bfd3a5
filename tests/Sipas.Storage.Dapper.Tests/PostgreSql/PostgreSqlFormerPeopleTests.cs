using System.Data.Common;
using Dapper;
using Npgsql;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Secrecy;
using Sipas.Storage.Dapper;

namespace Sipas.Storage.PostgreSql;

/// <summary>Stores of earlier versions on PostgreSQL: the tables with rows in plain are dropped.</summary>
[NeedsPostgreSql]
[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlFormerPeopleTests(PostgreSqlServer server) : FormerPeople
{
    private string _database = "";

    internal override SqlPersonalDataStorage NewPeople(SqlStorageOptions options)
    {
        _database = _database.Length == 0 ? server.NewDatabaseAsync().GetAwaiter().GetResult() : _database;
        return new PostgreSqlPersonalDataStorage(_database, Clock, options);
    }

    internal override async Task<DbConnection> NewFormerAsync()
    {
        _database = await server.NewDatabaseAsync();
        await ApplyAsync(_database, PostgreSqlScripts.People.Where(script => script.Version < 7));
        var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await connection.ExecuteAsync("set search_path to sipas_people; set datestyle to iso");
        return connection;
    }

    internal override Task ApplyScriptsAsync() =>
        ApplyAsync(_database, PostgreSqlScripts.People.Where(script => script.Version >= 7));

    internal override async Task OpenFormerBallotsAsync()
    {
        string database = await server.NewDatabaseAsync();
        await ApplyAsync(database, PostgreSqlScripts.Ballots
            .TakeWhile(script => !script.Name.EndsWith("_marks.sql", StringComparison.Ordinal)));
        await using (var connection = new NpgsqlConnection(database))
        {
            await connection.ExecuteAsync("insert into sipas.spent_ticket (token_hash) values (@mark)", new { mark = new byte[32] });
        }

        using var storage = new PostgreSqlStorage(database, SampleBallots.Packs, Clock,
            new SqlStorageOptions { ReceiptKeyPath = Folder.File("key.pem") });
        await storage.OpenAsync(default);
    }

    internal override async Task AssertGoneAsync(byte[] ticketId, params string[] texts)
    {
        await using var connection = new NpgsqlConnection(_database);
        Assert.Empty(await connection
            .QueryAsync<string>("select tablename from pg_tables where schemaname = 'sipas_people' and tablename like '%plain'"));
        foreach (string table in (string[])["ticket", "field_event", "contact_case", "contact_entry"])
        {
            foreach (SeenTicket row in SqliteThief.Rows(connection, $"select * from sipas_people.{table}"))
            {
                Assert.DoesNotContain(row.Values.Values.OfType<byte[]>(), value => value.AsSpan().SequenceEqual(ticketId));
                Assert.DoesNotContain(row.Values.Values.OfType<string>(),
                    value => texts.Any(text => value.Contains(text, StringComparison.Ordinal)));
            }
        }
    }

    private static async Task ApplyAsync(string database, IEnumerable<SchemaScript> scripts)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        foreach (SchemaScript script in scripts)
        {
            await using DbTransaction transaction = await connection.BeginTransactionAsync();
            await ApplyAsync(connection, transaction, script, new DateTime(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc));
            await transaction.CommitAsync();
        }
    }
}
