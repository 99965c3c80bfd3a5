using Sipas.Storage.Dapper.Secrecy;

namespace Sipas.Storage.Dapper.Sqlite;

public sealed class SealedRowsTests : SealedRows
{
    internal override SqlPersonalDataStorage NewPeople(SqlStorageOptions options) =>
        new SqlitePersonalDataStorage(Folder.File("s.people.db"), Clock, options);
}
