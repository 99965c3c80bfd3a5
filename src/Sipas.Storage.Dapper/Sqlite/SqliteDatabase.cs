using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Common;
using Sipas.Problems;
using SQLitePCL;
using Sipas.Storage.Dapper.Dialects;
using Sipas.Storage.Dapper.Files;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Schema;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Opens connections to one SQLite file with the settings that ballots need, and translates SQLite's errors
/// into problems of this library.</summary>
internal sealed class SqliteDatabase
{
    /// <summary>Lists the names of the tables.</summary>
    public const string TableNamesSql = "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'";

    /// <summary>Lists the names of the views.</summary>
    public const string ViewNamesSql = "select name from sqlite_schema where type = 'view'";

    // Files that SQLite creates next to a database while it is in use.
    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    private readonly string _connectionString;

    private readonly SqliteDatabaseKind _kind;

    private readonly SchemaInstaller _installer;

    private readonly bool _readOnly;

    private readonly bool _mayCreate;

    private readonly SqlStorageOptions _options;

    private readonly StoreLoss _loss;

    private readonly SqliteFileWatch _watch;

    private FileStamp? _frozen;

    private bool _usesLog;

    /// <param name="path">Path of the file.</param>
    /// <param name="options">The host's options.</param>
    /// <param name="kind">The kind of data in the file.</param>
    /// <param name="scripts">The schema scripts; null: those of this library.</param>
    public SqliteDatabase(string path, SqlStorageOptions options, SqliteDatabaseKind kind = SqliteDatabaseKind.Ballots,
        IReadOnlyList<SchemaScript>? scripts = null)
    {
        Path = path;
        _kind = kind;
        _options = options;
        _readOnly = options.ReadOnly;
        _mayCreate = !options.ReadOnly;
        _loss = new StoreLoss(options);
        _watch = new SqliteFileWatch(path, _loss);
        _installer = new SchemaInstaller(scripts ?? ScriptsOf(kind), path, TableNamesSql, ViewNamesSql, "");
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            ForeignKeys = true,
            DefaultTimeout = (int)Math.Ceiling(options.BusyTimeout.TotalSeconds),
        }.ToString();
    }

    public string Path { get; }

    /// <summary>The schema scripts of a kind of data.</summary>
    public static IReadOnlyList<SchemaScript> ScriptsOf(SqliteDatabaseKind kind) =>
        kind == SqliteDatabaseKind.People ? SchemaScripts.SqlitePeople : SchemaScripts.Sqlite;

    /// <summary>Whether this account has read-only access to the file; known after a connection for reading was opened.</summary>
    public bool MayOnlyRead => _frozen is not null;

    /// <summary>
    /// Opens a connection. Durable: write-ahead log, and every commit waits for the disk (synchronous=FULL). A
    /// connection for reading only leaves no files behind.
    /// </summary>
    public SqliteConnection Connect()
    {
        if (_readOnly)
        {
            return ConnectToRead();
        }

        _watch.Require();
        if (!_watch.HasOpened)
        {
            Make();
        }

        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();

            // Checked before anything is read: reading a write-ahead log would create files owned by this account, and
            // the owner could no longer write.
            if (IsReadOnly(connection))
            {
                throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "path", Path));
            }

            _usesLog = connection.ExecuteScalar<string>("pragma journal_mode = wal") == "wal";
            connection.Execute("pragma synchronous = full; pragma temp_store = memory;");
            _watch.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Rejects data read from a file to which this account has read-only access, if the file was written to in the
    /// meantime: pages of two states may be mixed.
    /// </summary>
    /// <exception cref="SipasException">It was written to (<c>STO0102</c>).</exception>
    public void RequireUnchanged()
    {
        if (_frozen is { } stamp && stamp != FileStamp.Of(Path))
        {
            throw new SipasException(new Problem(ProblemCodes.DatabaseChangedMeanwhile, value: Path));
        }
    }

    /// <summary>Begins a transaction that excludes other writers, and checks that the path still names the files to
    /// which the connection writes.</summary>
    /// <param name="writer">The connection.</param>
    /// <param name="isRight">Returns whether a fresh connection reads the written data; null where that cannot be
    /// checked.</param>
    /// <exception cref="StoreUnavailableException">The files no longer exist, or another file was copied over the
    /// database.</exception>
    public SqliteTransaction Begin(SqliteConnection writer, Func<SqliteConnection, bool>? isRight = null)
    {
        SqliteTransaction transaction = writer.BeginTransaction(deferred: false);
        try
        {
            RequirePlace(writer, isRight);
            return transaction;
        }
        catch
        {
            transaction.Dispose();
            Rescue(writer);
            throw;
        }
    }

    /// <summary>Makes the check of <see cref="Begin"/> after a commit and before the caller is notified of it.</summary>
    /// <param name="writer">The connection.</param>
    /// <param name="isRight">As in <see cref="Begin"/>.</param>
    /// <exception cref="StoreUnavailableException">The committed data is not in the file at the path.</exception>
    public void Committed(SqliteConnection writer, Func<SqliteConnection, bool>? isRight = null)
    {
        try
        {
            RequirePlace(writer, isRight);
        }
        catch
        {
            Rescue(writer);
            throw;
        }
    }

    /// <summary>Creates the folder and the schema, or upgrades the existing schema.</summary>
    public Task InstallAsync(object now) => ExplainedAsync(async () =>
    {
        TellExposed();
        using SqliteConnection connection = Connect();
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        int version = await VersionAsync(connection, transaction).ConfigureAwait(false);
        await _installer.ApplyAsync(connection, transaction, version, now).ConfigureAwait(false);
        if (version == 0)
        {
            connection.Execute($"pragma application_id = {(int)_kind}", transaction: transaction);
        }

        transaction.Commit();
        return true;
    });

    /// <summary>Rejects a file whose schema does not have exactly the version that this library requires.</summary>
    public async Task RequireAsync()
    {
        if (_readOnly && !File.Exists(Path))
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "database", Path));
        }

        TellExposed();
        _installer.Require((await CheckAsync().ConfigureAwait(false)).Version);
    }

    /// <summary>Gets the status of the schema; a file that does not exist has none and is not created.</summary>
    public Task<SchemaStatus> CheckAsync() => ExplainedAsync(async () =>
    {
        if (!File.Exists(Path))
        {
            return _installer.Status(0);
        }

        using SqliteConnection connection = Connect();
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: true);
        return _installer.Status(await VersionAsync(connection, transaction).ConfigureAwait(false));
    });

    /// <summary>Translates an SQLite error into an exception for the host: a configuration error or a condition to
    /// retry; the error itself when it is neither.</summary>
    /// <param name="error">The error; its extended code counts as the code it extends.</param>
    /// <param name="committing">Whether it came from a commit: then it is unknown whether the data was written, and a
    /// disk error is returned unchanged.</param>
    public Exception Explain(SqliteException error, bool committing = false) => (error.SqliteErrorCode & 0xFF) switch
    {
        raw.SQLITE_IOERR when !committing => new StoreUnavailableException(StoreUnavailability.Failing, error),
        5 or 6 => new StoreUnavailableException(StoreUnavailability.Busy, error),
        13 => new StoreUnavailableException(StoreUnavailability.Full, error),
        8 or 14 or 23 => new SipasException(_readOnly ? new Problem(ProblemCodes.FileUnreadable, "database", Path) : Unwritable(), error),
        11 or 26 => new SipasException(new Problem(ProblemCodes.DatabaseDamaged, Path, error.Message), error),
        _ => error,
    };

    // If the file itself was written to, it is checked with a fresh connection: the pages cached by the writer's
    // connection do not reflect the file.
    private void RequirePlace(SqliteConnection writer, Func<SqliteConnection, bool>? isRight)
    {
        _watch.Require(writer, _usesLog);
        if (isRight is null || !_watch.HasChanged(out (long, long) content))
        {
            return;
        }

        bool right;
        try
        {
            using var fresh = new SqliteConnection(new SqliteConnectionStringBuilder(_connectionString) { Pooling = false }.ToString());
            fresh.Open();
            right = isRight(fresh);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is not (5 or 6))
        {
            right = false;
        }

        if (!right)
        {
            throw _loss.Note(new Problem(ProblemCodes.StoreReplaced, Path));
        }

        _watch.Accept(content);
    }

    // The newest ballots are in the log only. If the log was deleted, or was left behind when the file was moved, they
    // are copied into the open file, so that no ballot with a receipt is lost.
    private void Rescue(SqliteConnection writer)
    {
        if (!_watch.IsLost)
        {
            return;
        }

        try
        {
            writer.Execute("pragma wal_checkpoint(full)");
        }
        catch (SqliteException)
        {
            // The disk is also unavailable; the loss was already reported.
        }
    }

    // Created with its mode before SQLite opens it: SQLite would make it readable to everyone, and gives the companion
    // files the same mode. Other processes that have it open are not disturbed, because it is created only if it does
    // not exist.
    private void Make()
    {
        if (!_mayCreate || FileStamp.LengthOf(Path) > 0)
        {
            return;
        }

        if (Companions.Where(ending => ending != "-shm").Select(ending => Path + ending)
            .FirstOrDefault(file => FileStamp.LengthOf(file) > 0) is { } log)
        {
            throw new SipasException(new Problem(ProblemCodes.LogWithoutDatabase, Path, log));
        }

        try
        {
            PrivateFile.MakeFolder(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
            using FileStream made = PrivateFile.Open(Path, FileMode.CreateNew);
        }
        catch (IOException) when (File.Exists(Path))
        {
            // Another process created it in the meantime, or it exists and is empty.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "path", Path), error);
        }
    }

    // A database is not rejected for its mode: there may be a reason, for example a group that reads it. A key is rejected.
    private void TellExposed()
    {
        if (!_readOnly && PrivateFile.ExposedMode(Path) is { } mode)
        {
            _options.OnProblem?.Invoke(new Problem(ProblemCodes.FileExposed, Path, mode) { Severity = ProblemSeverity.Warning });
        }
    }

    // An account with write access opens the file as a writer does, so that the newest ballots in the log are visible
    // and no files are left behind. An account without it reads only the main file, and only if that contains all data.
    private SqliteConnection ConnectToRead()
    {
        if (_frozen is null)
        {
            var connection = new SqliteConnection(_connectionString);
            try
            {
                connection.Open();
                if (!IsReadOnly(connection))
                {
                    connection.Execute("pragma temp_store = memory; select count(*) from sqlite_schema;");
                    return connection;
                }

                connection.Dispose();
            }
            catch (SqliteException error) when (error.SqliteErrorCode is 8 or 14 && File.Exists(Path))
            {
                // The folder is read-only: no shared memory for the log.
                connection.Dispose();
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }

        if (Companions.Where(ending => ending != "-shm").Select(ending => Path + ending)
            .FirstOrDefault(file => FileStamp.LengthOf(file) > 0) is { } log)
        {
            throw new SipasException(new Problem(ProblemCodes.DatabaseNotWhole, Path, log));
        }

        var frozen = FileStamp.Of(Path);
        var alone = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = $"{FileUri(Path)}?immutable=1",
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString());
        try
        {
            alone.Open();
            alone.Execute("pragma temp_store = memory; select count(*) from sqlite_schema;");
            _frozen ??= frozen;
            RequireUnchanged();
            return alone;
        }
        catch
        {
            alone.Dispose();
            throw;
        }
    }

    private static bool IsReadOnly(SqliteConnection connection) => raw.sqlite3_db_readonly(connection.Handle, "main") == 1;

    private static string FileUri(string path)
    {
        string full = System.IO.Path.GetFullPath(path).Replace('\\', '/');
        return "file:" + (full.StartsWith('/') ? "" : "/")
            + string.Join('/', full.Split('/').Select(part => Uri.EscapeDataString(part).Replace("%3A", ":", StringComparison.Ordinal)));
    }

    // Names the file that another account left next to the database.
    private Problem Unwritable() =>
        FileOwner.Of(Path) is { } owner
            && Companions.Select(ending => Path + ending)
                .FirstOrDefault(file => FileOwner.Of(file) is { } other && other != owner) is { } foreign
            ? new Problem(ProblemCodes.CompanionOfOther, FileOwner.Show(FileOwner.Of(foreign)!.Value), foreign, FileOwner.Show(owner))
            : new Problem(ProblemCodes.PathUnwritable, "path", Path);

    private async Task<int> VersionAsync(SqliteConnection connection, SqliteTransaction transaction)
    {
        int tables = connection.ExecuteScalar<int>("select count(*) from sqlite_schema where type = 'table' and name not like 'sqlite_%'",
            transaction: transaction);
        int mark = connection.ExecuteScalar<int>("pragma application_id", transaction: transaction);
        return tables == 0 ? 0
            : mark == (int)_kind ? await _installer.ReadVersionAsync(connection, transaction).ConfigureAwait(false)
            : throw new SipasException(new Problem(ProblemCodes.DatabaseOfOther, Path, KindOf(mark)));
    }

    private static string KindOf(int mark) => Enum.IsDefined((SqliteDatabaseKind)mark)
        ? $"Sipas, {(SqliteDatabaseKind)mark}"
        : string.Create(CultureInfo.InvariantCulture, $"application_id {mark}");

    private async Task<T> ExplainedAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (SqliteException error) when (Explain(error) is var explained && explained != error)
        {
            throw explained;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "path", Path), error);
        }
        catch (Exception error) when (error is TypeInitializationException or DllNotFoundException)
        {
            throw new SipasException(
                new Problem(ProblemCodes.NativeSqliteMissing, "e_sqlite3", error.GetBaseException().Message.Split('\n')[0]), error);
        }
    }

    /// <summary>Evidence of a write: the state of the file, and whether there is a log with content next to it.</summary>
    private readonly record struct FileStamp(long Length, DateTime WrittenAt, bool HasLog)
    {
        public static FileStamp Of(string path) => new(LengthOf(path), File.GetLastWriteTimeUtc(path), LengthOf(path + "-wal") > 0);

        public static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
    }
}
