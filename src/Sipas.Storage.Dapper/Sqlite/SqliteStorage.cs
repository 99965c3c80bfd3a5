using Sipas.Packs;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Stores a survey in one SQLite file. One writer at a time, also across processes; readers are never blocked.</summary>
public sealed class SqliteStorage : SqlStorage
{
    /// <summary>Creates the storage; the file is first accessed by <see cref="SqlStorage.OpenAsync"/>.</summary>
    /// <param name="path">
    /// Path of the database file, or a connection string: see <see cref="SqlitePath"/>. The receipt key is next to it,
    /// with <c>.receipt-key.pem</c> appended, unless the options specify another file.
    /// </param>
    /// <param name="packs">The packs whose ballots are stored.</param>
    /// <param name="clock">Server time.</param>
    /// <param name="options">Further options of the host; optional.</param>
    public SqliteStorage(string path, MethodPackRegistry packs, TimeProvider clock, SqlStorageOptions? options = null)
        : base(new SqliteDialect(path, options ?? new SqlStorageOptions(), SqliteDatabaseKind.Ballots), packs, clock)
    {
    }

    /// <summary>
    /// Whether the account has read-only access to the file and therefore writes nothing into it; known after something
    /// was read with
    /// <see cref="SqlStorageOptions.ReadOnly"/>.
    /// </summary>
    public bool MayOnlyRead => ((SqliteDialect)Dialect).MayOnlyRead;
}
