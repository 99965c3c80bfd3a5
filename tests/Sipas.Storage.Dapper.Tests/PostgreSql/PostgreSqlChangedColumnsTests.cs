using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.PostgreSql;

[NeedsPostgreSql]
[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlChangedColumnsTests(PostgreSqlServer server) : ChangedColumns
{
    private readonly TemporaryFolder _folder = new();
    private string _database = "";

    protected override string Prefix => "sipas.";

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        await server.DropAsync(_database);
    }

    protected override async Task<SqlStorage> CreateAsync()
    {
        if (_database.Length == 0)
        {
            _database = await server.NewBallotDatabaseAsync();
        }

        return new PostgreSqlStorage(_database, SampleBallots.Packs, new FakeTimeProvider(SampleBallots.Noon),
            new SqlStorageOptions { ReceiptKeyPath = _folder.File("key.pem") });
    }

    protected override async Task<DbConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await connection.ExecuteAsync("set search_path to sipas; set session_replication_role = replica; set synchronous_commit = off");
        foreach (string loosen in connection.Query<string>(
            """
            select format('alter table %s drop constraint %I', conrelid::regclass, conname)
            from pg_constraint where contype = 'c' and connamespace = 'sipas'::regnamespace
            union all
            select format('alter table %I alter column %I drop identity', table_name, column_name)
            from information_schema.columns where table_schema = 'sipas' and is_identity = 'YES'
            """).ToList())
        {
            await connection.ExecuteAsync(loosen);
        }

        return connection;
    }
}
