using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.Dapper.Sqlite;

public sealed class ChangedColumnsTests : ChangedColumns
{
    private readonly TemporaryFolder _folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override Task<SqlStorage> CreateAsync() =>
        Task.FromResult<SqlStorage>(
            new SqliteStorage(_folder.File("sipas.db"), SampleBallots.Packs, new FakeTimeProvider(SampleBallots.Noon)));

    protected override async Task<DbConnection> ConnectAsync()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _folder.File("sipas.db"), Pooling = false }
            .ToString());
        await connection.OpenAsync();
        connection.Execute("pragma foreign_keys = off; pragma ignore_check_constraints = on; pragma synchronous = off;");
        foreach (string trigger in connection.Query<string>("select name from sqlite_schema where type = 'trigger'").ToList())
        {
            connection.Execute($"drop trigger {trigger}");
        }

        return connection;
    }
}
