using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Problems;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Opens connections to one SQLite file with the settings that ballots need, and says in our words what SQLite says in its own.</summary>
internal sealed class SqliteDatabase
{
    // "SIPA" as a big-endian number: marks the file as ours.
    private const int ApplicationId = 0x53495041;

    private readonly string _connectionString;

    public SqliteDatabase(string path, int busySeconds = 10)
    {
        Path = path;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            DefaultTimeout = busySeconds,
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

    /// <summary>Makes the folder and the schema, or checks the schema that is there.</summary>
    public void Install(TimeProvider clock)
    {
        try
        {
            string? folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path));
            if (!string.IsNullOrEmpty(folder))
            {
                Directory.CreateDirectory(folder);
            }

            using SqliteConnection connection = Connect();
            Install(connection, clock);
        }
        catch (SqliteException error)
        {
            throw Explain(error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "path", Path), error);
        }
        catch (Exception error) when (error is TypeInitializationException or DllNotFoundException)
        {
            throw new SipasException(new Problem(ProblemCodes.NativeSqliteMissing, "e_sqlite3", (error.GetBaseException().Message.Split('\n')[0])), error);
        }
    }

    /// <summary>What an error of SQLite means to a host: something to mend, or to try again.</summary>
    public Exception Explain(SqliteException error) => error.SqliteErrorCode switch
    {
        5 or 6 => new StoreUnavailableException(StoreUnavailability.Busy, error),
        13 => new StoreUnavailableException(StoreUnavailability.Full, error),
        8 or 14 or 23 => new SipasException(new Problem(ProblemCodes.PathUnwritable, "path", Path), error),
        11 or 26 => new SipasException(new Problem(ProblemCodes.DatabaseDamaged, Path, error.Message), error),
        _ => error,
    };

    private void Install(SqliteConnection connection, TimeProvider clock)
    {
        IReadOnlyList<SchemaScript> scripts = SchemaScripts.Of("Sqlite");
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        int tables = connection.ExecuteScalar<int>("select count(*) from sqlite_schema where type = 'table' and name not like 'sqlite_%'", transaction: transaction);
        int mark = connection.ExecuteScalar<int>("pragma application_id", transaction: transaction);
        if (tables > 0 && mark != ApplicationId)
        {
            throw new SipasException(new Problem(ProblemCodes.DatabaseDamaged, Path, "application_id"));
        }

        int version = tables == 0 ? 0 : connection.ExecuteScalar<int>("select max(version) from schema_version", transaction: transaction);
        if (version > scripts[^1].Version)
        {
            throw new SipasException(new Problem(ProblemCodes.SchemaTooNew, Path, Show(version), Show(scripts[^1].Version)));
        }

        foreach (SchemaScript script in scripts.Skip(version))
        {
            connection.Execute(script.Sql, transaction: transaction);
            connection.Execute("insert into schema_version (version, applied_at) values (@Version, @AppliedAt)",
                new { script.Version, AppliedAt = Text.IsoTime.Write(clock.GetUtcNow()) }, transaction);
        }

        if (version == 0)
        {
            connection.Execute($"pragma application_id = {ApplicationId}", transaction: transaction);
        }

        transaction.Commit();
    }

    private static string Show(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
