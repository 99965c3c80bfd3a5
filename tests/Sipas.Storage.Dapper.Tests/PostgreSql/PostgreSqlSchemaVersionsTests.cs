using System.Data.Common;
using Dapper;
using Npgsql;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Schema;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.PostgreSql;

[NeedsPostgreSql]
[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlSchemaVersionsTests(PostgreSqlServer server) : SchemaVersions
{
    private string _database = "";

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        server.DropAsync(_database).GetAwaiter().GetResult();
    }

    private protected override SqlStorage NewBallots(SqlStorageOptions options, IReadOnlyList<SchemaScript>? scripts) =>
        new(new PostgreSqlBallotDialect(_database, options, scripts), SampleBallots.Packs, Clock);

    private protected override SqlPersonalDataStorage NewPeople(SqlStorageOptions options, IReadOnlyList<SchemaScript>? scripts) =>
        new(new PostgreSqlPeopleDialect(_database, options, scripts), Clock);

    private protected override IReadOnlyList<SchemaScript> ScriptsOf(bool people) =>
        people ? PostgreSqlScripts.People : PostgreSqlScripts.Ballots;

    private protected override string Within(bool people, string sql) => $"set local search_path to {SchemaOf(people)};\n{sql}";

    // From nothing: the tests are about the creation of the schema.
    private protected override async Task MakeEmptyAsync() => _database = await server.NewDatabaseAsync();

    private protected override async Task MakeFormerAsync(bool people, int version)
    {
        await MakeEmptyAsync();
        await using var connection = new NpgsqlConnection(_database);
        string schema = SchemaOf(people);
        await connection.ExecuteAsync(
            $"""
            create schema {schema};
            create table {schema}.schema_version (version integer not null primary key, applied_at timestamptz not null);
            create table {schema}.unit (unit_id integer not null primary key, code text not null unique);
            insert into {schema}.schema_version select number, '2026-10-01' from generate_series(1, {version}) as number;
            """);
    }

    private protected override async Task<DbConnection> ConnectAsync(bool people)
    {
        var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await connection.ExecuteAsync($"set search_path to {SchemaOf(people)}");
        return connection;
    }

    private protected override async Task<string> StateAsync(bool people)
    {
        await using DbConnection connection = await ConnectAsync(people);
        return string.Join('\n', await connection.QueryAsync<string>(
            """
            select table_schema || ' ' || table_name || ' ' || column_name || ' ' || data_type from information_schema.columns
            where table_schema like 'sipas%'
            union all
            select schemaname || ' ' || viewname || ' ' || definition from pg_views where schemaname like 'sipas%'
            union all
            select version || ' ' || applied_at from schema_version
            order by 1
            """));
    }

    private static string SchemaOf(bool people) => people ? "sipas_people" : "sipas";
}
