using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Secrecy;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.PostgreSql;

[NeedsPostgreSql]
[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlSealedRowsTests(PostgreSqlServer server) : SealedRows
{
    private string _database = "";

    internal override SqlPersonalDataStorage NewPeople(SqlStorageOptions options)
    {
        _database = server.NewPeopleDatabaseAsync().GetAwaiter().GetResult();
        return new PostgreSqlPersonalDataStorage(_database, Clock, options);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        server.DropAsync(_database).GetAwaiter().GetResult();
    }
}
