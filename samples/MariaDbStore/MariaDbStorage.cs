using Sipas.Packs;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Stores;

namespace MariaDbStore;

/// <summary>Stores a survey in a MariaDB database, 10.11 or later: the storage of the library with the dialect of this sample.</summary>
/// <param name="connectionString">Connection string of MySqlConnector. It never appears in a message.</param>
/// <param name="packs">The packs whose ballots are stored.</param>
/// <param name="clock">Server time.</param>
/// <param name="options">Further options of the host.</param>
public sealed class MariaDbStorage(string connectionString, MethodPackRegistry packs, TimeProvider clock, SqlStorageOptions options)
    : SqlStorage(new MariaDbDialect(connectionString, options), packs, clock);
