using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Problems;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>What a file of ours holds; the number marks it (<c>application_id</c>), so that one is never taken for the other.</summary>
internal enum SqliteDatabaseKind
{
    /// <summary>"SIPA" as a big-endian number.</summary>
    Ballots = 0x53495041,

    /// <summary>"SIPP".</summary>
    People = 0x53495050,
}

/// <summary>Opens connections to one SQLite file with the settings that ballots need, and says in our words what SQLite says in its own.</summary>
internal sealed class SqliteDatabase
{
    private readonly string _connectionString;

    private readonly SqliteDatabaseKind _kind;

    private readonly SchemaInstaller _installer;

    public SqliteDatabase(string path, TimeSpan busyTimeout, bool mayCreate, SqliteDatabaseKind kind = SqliteDatabaseKind.Ballots)
    {
        Path = path;
        _kind = kind;
        _installer = new SchemaInstaller(kind == SqliteDatabaseKind.People ? "Sqlite/People" : "Sqlite", path);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mayCreate ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            ForeignKeys = true,
            DefaultTimeout = (int)Math.Ceiling(busyTimeout.TotalSeconds),
        }.ToString();
    }

    public string Path { get; }

    /// <summary>Opens a connection. Durable: write-ahead log, and every commit waits for the disk (synchronous=FULL).</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            connection.Execute("pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Makes the folder and the schema, or brings the schema that is there up to date.</summary>
    public Task InstallAsync(object now) => ExplainedAsync(async () =>
    {
        string? folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path));
        if (!string.IsNullOrEmpty(folder))
        {
            Directory.CreateDirectory(folder);
        }

        using SqliteConnection connection = Connect();
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        int version = Version(connection, transaction);
        await _installer.ApplyAsync(connection, transaction, version, now).ConfigureAwait(false);
        if (version == 0)
        {
            connection.Execute($"pragma application_id = {(int)_kind}", transaction: transaction);
        }

        transaction.Commit();
        return true;
    });

    /// <summary>Refuses a file whose schema is not exactly the one this library works with.</summary>
    public async Task RequireAsync() => _installer.Require((await CheckAsync().ConfigureAwait(false)).Version);

    /// <summary>Says which schema is there; a file that is not there has none and is not made.</summary>
    public Task<SchemaStatus> CheckAsync() => ExplainedAsync(() =>
    {
        if (!File.Exists(Path))
        {
            return Task.FromResult(_installer.Status(0));
        }

        using SqliteConnection connection = Connect();
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: true);
        return Task.FromResult(_installer.Status(Version(connection, transaction)));
    });

    /// <summary>What an error of SQLite means to a host: something to mend, or to try again.</summary>
    public Exception Explain(SqliteException error) => error.SqliteErrorCode switch
    {
        5 or 6 => new StoreUnavailableException(StoreUnavailability.Busy, error),
        13 => new StoreUnavailableException(StoreUnavailability.Full, error),
        8 or 14 or 23 => new SipasException(new Problem(ProblemCodes.PathUnwritable, "path", Path), error),
        11 or 26 => new SipasException(new Problem(ProblemCodes.DatabaseDamaged, Path, error.Message), error),
        _ => error,
    };

    private int Version(SqliteConnection connection, SqliteTransaction transaction)
    {
        int tables = connection.ExecuteScalar<int>("select count(*) from sqlite_schema where type = 'table' and name not like 'sqlite_%'", transaction: transaction);
        int mark = connection.ExecuteScalar<int>("pragma application_id", transaction: transaction);
        return tables == 0 ? 0
            : mark == (int)_kind ? connection.ExecuteScalar<int>("select max(version) from schema_version", transaction: transaction)
            : throw new SipasException(new Problem(ProblemCodes.DatabaseDamaged, Path, "application_id"));
    }

    private async Task<T> ExplainedAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (SqliteException error) when (Explain(error) is var told && told != error)
        {
            throw told;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "path", Path), error);
        }
        catch (Exception error) when (error is TypeInitializationException or DllNotFoundException)
        {
            throw new SipasException(new Problem(ProblemCodes.NativeSqliteMissing, "e_sqlite3", error.GetBaseException().Message.Split('\n')[0]), error);
        }
    }
}
