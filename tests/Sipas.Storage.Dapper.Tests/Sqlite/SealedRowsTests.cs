using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Secrecy;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.Dapper.Sqlite;

public sealed class SealedRowsTests : SealedRows
{
    internal override SqlPersonalDataStorage NewPeople(SqlStorageOptions options) =>
        new SqlitePersonalDataStorage(Folder.File("s.people.db"), Clock, options);
}
