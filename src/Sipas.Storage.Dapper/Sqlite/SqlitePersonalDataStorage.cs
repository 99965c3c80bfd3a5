using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Stores personal data in a separate SQLite file.</summary>
public sealed class SqlitePersonalDataStorage : SqlPersonalDataStorage
{
    /// <summary>Creates the storage; the file is first accessed by <see cref="SqlPersonalDataStorage.OpenAsync"/>.</summary>
    /// <param name="path">Path of the file: see <see cref="PathBeside"/>.</param>
    /// <param name="clock">Server time.</param>
    /// <param name="options">Further options of the host; optional.</param>
    public SqlitePersonalDataStorage(string path, TimeProvider clock, SqlStorageOptions? options = null)
        : base(new SqliteDialect(path, options ?? new SqlStorageOptions(), SqliteDatabaseKind.People), clock)
    {
    }

    /// <summary>Gets the personal-data file that belongs to a file of ballots: <c>sipas.people.db</c> next to
    /// <c>sipas.db</c>.</summary>
    /// <param name="ballots">Path of the file of ballots.</param>
    public static string PathBeside(string ballots)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(ballots);
        return Path.ChangeExtension(ballots, ".people" + Path.GetExtension(ballots));
    }
}
