using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.Dapper.Crashes;

public sealed class SqliteKillTests : KillTests
{
    private string _path = "";

    private protected override string[] StoreArguments => ["sqlite", _path];

    private protected override Task NewStoreAsync(int series)
    {
        _path = Folder.File($"sipas-{series}.db");
        return Task.CompletedTask;
    }

    private protected override SqlStorage Open() =>
        new SqliteStorage(_path, SampleBallots.Packs, TimeProvider.System, new SqlStorageOptions { ReceiptKeyPath = KeyPath });
}
