using System.Data.Common;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Secrecy;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Stores of earlier versions on SQLite: after opening, neither file nor log has a byte of what stood in plain.</summary>
public sealed class FormerPeopleTests : FormerPeople
{
    private string PeopleFile => Folder.File("s.people.db");

    internal override SqlPersonalDataStorage NewPeople(SqlStorageOptions options) =>
        new SqlitePersonalDataStorage(PeopleFile, Clock, options);

    internal override async Task<DbConnection> NewFormerAsync()
    {
        SqliteConnection connection = Connect(PeopleFile);
        await connection.ExecuteAsync("pragma journal_mode = wal; pragma application_id = 0x53495050");
        foreach (SchemaScript script in SchemaScripts.SqlitePeople.Where(script => script.Version < 7))
        {
            await ApplyAsync(connection, null, script, "2026-11-20T00:00:00.000Z");
        }

        return connection;
    }

    internal override async Task ApplyScriptsAsync()
    {
        await using SqliteConnection connection = Connect(PeopleFile);
        foreach (SchemaScript script in SchemaScripts.SqlitePeople.Where(script => script.Version >= 7))
        {
            await ApplyAsync(connection, null, script, "2026-11-20T00:00:00.000Z");
        }
    }

    internal override async Task OpenFormerBallotsAsync()
    {
        string file = Folder.File("s.db");
        await using (SqliteConnection connection = Connect(file))
        {
            await connection.ExecuteAsync("pragma journal_mode = wal; pragma application_id = 0x53495041");
            foreach (SchemaScript script in SchemaScripts.Sqlite
                .TakeWhile(script => !script.Name.EndsWith("_marks.sql", StringComparison.Ordinal)))
            {
                await ApplyAsync(connection, null, script, "2026-11-20T00:00:00.000Z");
            }

            await connection.ExecuteAsync("insert into spent_ticket (token_hash) values (@mark)", new { mark = new byte[32] });
        }

        using var storage = new SqliteStorage(file, SampleBallots.Packs, Clock);
        await storage.OpenAsync(default);
    }

    internal override async Task AssertGoneAsync(byte[] ticketId, params string[] texts)
    {
        await using (SqliteConnection connection = Connect(PeopleFile))
        {
            Assert.Empty(await connection.QueryAsync<string>("select name from sqlite_schema where name like '%_plain%'"));
        }

        byte[][] traces = [ticketId, .. texts.Select(Encoding.UTF8.GetBytes)];
        foreach (string file in Directory.GetFiles(Folder.Path, "s.people.db*"))
        {
            byte[] bytes = await File.ReadAllBytesAsync(file);
            Assert.All(traces.Where(trace => trace.Length > 2), trace => Assert.True(bytes.AsSpan().IndexOf(trace) < 0, file));
        }
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
