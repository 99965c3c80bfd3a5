using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Schema;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.Dapper.Sqlite;

public sealed class SqliteSchemaVersionsTests : SchemaVersions
{
    private protected override SqlStorage NewBallots(SqlStorageOptions options, IReadOnlyList<SchemaScript>? scripts) => new(
        new SqliteDialect(PathOf(people: false), options, SqliteDatabaseKind.Ballots, scripts), SampleBallots.Packs, Clock);

    private protected override SqlPersonalDataStorage NewPeople(SqlStorageOptions options, IReadOnlyList<SchemaScript>? scripts) =>
        new(new SqliteDialect(PathOf(people: true), options, SqliteDatabaseKind.People, scripts), Clock);

    private protected override IReadOnlyList<SchemaScript> ScriptsOf(bool people) =>
        people ? SchemaScripts.SqlitePeople : SchemaScripts.Sqlite;

    private protected override string Within(bool people, string sql) => sql;

    private protected override Task MakeEmptyAsync() => Task.CompletedTask;

    private protected override async Task MakeFormerAsync(bool people, int version)
    {
        await using DbConnection connection = await ConnectAsync(people);
        int mark = (int)(people ? SqliteDatabaseKind.People : SqliteDatabaseKind.Ballots);
        await connection.ExecuteAsync(string.Create(CultureInfo.InvariantCulture,
            $"""
            pragma journal_mode = wal;
            pragma application_id = {mark};
            create table schema_version (version integer not null primary key, applied_at text not null) strict;
            create table unit (unit_id integer not null primary key, code text not null unique) strict;
            """));
        for (int i = 1; i <= version; i++)
        {
            await connection.ExecuteAsync("insert into schema_version values (@i, '2026-10-01T00:00:00.000+00:00')", new { i });
        }
    }

    private protected override async Task<DbConnection> ConnectAsync(bool people)
    {
        var connection = new SqliteConnection($"Data Source={PathOf(people)};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private protected override async Task<string> StateAsync(bool people)
    {
        await using DbConnection connection = await ConnectAsync(people);
        return string.Join('\n',
            (await connection.QueryAsync<string>("select coalesce(sql, name) from sqlite_schema order by name"))
                .Concat(await connection.QueryAsync<string>("select version || ' ' || applied_at from schema_version")));
    }

    private string PathOf(bool people) => Folder.File(people ? "people.db" : "ballots.db");
}
