using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Storage.Dapper.Dialects;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Schema;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>SQLite: one file of ballots or of personal data.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    private static readonly string InsertSql = $"insert into ballot ({string.Join(", ", BallotRow.Columns)}) values "
        + $"({string.Join(", ", BallotRow.Columns.Select(_ => "?"))})";

    private readonly SqliteDatabase _database;
    private readonly SqliteDatabaseKind _kind;

    /// <param name="path">Path of the file, or a connection string.</param>
    /// <param name="options">Options of the host.</param>
    /// <param name="kind">The kind of data in the file.</param>
    /// <param name="scripts">The schema scripts; null: those of this library.</param>
    public SqliteDialect(string path, SqlStorageOptions options, SqliteDatabaseKind kind, IReadOnlyList<SchemaScript>? scripts = null)
        : base(options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _kind = kind;
        Scripts = scripts ?? SqliteDatabase.ScriptsOf(kind);
        _database = new SqliteDatabase(SqlitePath.Resolve(path, options.RootPath), options, kind, Scripts);
    }

    public override string Name => "SQLite";

    public override string Place => _database.Path;

    /// <summary>A library that may lose ballots (<c>STO0110</c>).</summary>
    public override IReadOnlyList<Problem> Warnings =>
        (Options.SqliteVersion ?? SqliteLibrary.LoadedVersion) is { } version && SqliteLibrary.Check(version) is { } warning
            ? [warning]
            : [];

    public bool MayOnlyRead => _database.MayOnlyRead;

    protected internal override IReadOnlyList<SchemaScript> Scripts { get; }

    protected internal override string ReceiptKeyPath =>
        Options.ReceiptKeyPath is { } path ? Options.Resolve(path) : _database.Path + ".receipt-key.pem";

    protected internal override string TicketKeyPath =>
        Options.TicketKeyPath is { } path ? Options.Resolve(path) : _database.Path + ".ticket-key";

    protected internal override string TableNamesSql => SqliteDatabase.TableNamesSql;

    protected internal override string ViewNamesSql => SqliteDatabase.ViewNamesSql;

    protected internal override int SignAsideFrom => 32;

    protected internal override Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Connect());
    }

    // Erased personal data is overwritten in the file, not only unlinked.
    protected internal override DbConnection Connect()
    {
        SqliteConnection connection = _database.Connect();
        if (_kind == SqliteDatabaseKind.People && !Options.ReadOnly)
        {
            connection.Execute("pragma secure_delete = on");
        }

        return connection;
    }

    protected internal override Task<DbTransaction> BeginWriteAsync(DbConnection connection, StoreIdentity? identity,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<DbTransaction>(_database.Begin((SqliteConnection)connection, IsRight(identity)));
    }

    protected internal override Task<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));
    }

    // Checked before and after each commit: before, so that nothing is written into a missing file; after, so that no
    // receipt is returned for a ballot in one.
    protected internal override void Committed(DbConnection connection, StoreIdentity? identity) =>
        _database.Committed((SqliteConnection)connection, IsRight(identity));

    protected internal override void RequireUnchanged() => _database.RequireUnchanged();

    protected internal override Exception Explain(DbException failure, bool committing) =>
        _database.Explain((SqliteException)failure, committing);

    protected internal override byte[] ReadAscii(DbDataReader reader, int ordinal) => reader.GetFieldValue<byte[]>(ordinal);

    protected internal override async Task<IReadOnlyDictionary<Guid, StoredPlace>> FindAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, StoredPlace>();
        if (transaction is not null)
        {
            ids = Known((SqliteConnection)connection, ids, cancellationToken);
        }

        using SqliteCommand command = ((SqliteConnection)connection).CreateCommand();
        command.Transaction = (SqliteTransaction?)transaction;
        command.CommandText = FindSql("= $id");
        SqliteParameter parameter = command.Parameters.Add("$id", SqliteType.Blob);
        foreach (Guid id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            parameter.Value = IdValue(id);
            using SqliteDataReader reader = command.ExecuteReader();
            if (reader.Read())
            {
                found.Add(id, ReadPlace(reader));
            }
        }

        await Task.CompletedTask.ConfigureAwait(false);
        return found;
    }

    protected internal override async Task InsertBallotsAsync(DbConnection connection, DbTransaction transaction,
        IReadOnlyList<BallotRow> rows, Task<IReadOnlyList<SealRow>> seals, CancellationToken cancellationToken)
    {
        Insert((SqliteConnection)connection, rows, cancellationToken);
        await InsertSealsAsync(connection, transaction, await seals.ConfigureAwait(false)).ConfigureAwait(false);
    }

    protected internal override async Task BeginErasureAsync(DbConnection connection, DbTransaction transaction) =>
        await connection.ExecuteAsync("pragma secure_delete = on", transaction: transaction).ConfigureAwait(false);

    protected internal override async Task EndErasureAsync(DbConnection connection) =>
        await connection.ExecuteAsync("pragma wal_checkpoint(truncate)").ConfigureAwait(false);

    internal override async Task<SchemaStatus> CheckSchemaAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await _database.CheckAsync().ConfigureAwait(false);
    }

    protected internal override async Task PrepareSchemaAsync(bool apply, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await (apply ? _database.InstallAsync(Stamp(now)) : _database.RequireAsync()).ConfigureAwait(false);
    }

    // The quick check does not compare indexes with their tables, and the guarantee that no ballot is stored twice
    // depends on indexes.
    protected internal override async Task<StoreCondition> CheckConditionAsync(
        DbConnection connection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IEnumerable<string> findings = await connection.QueryAsync<string>(
            FormattableString.Invariant($"pragma integrity_check({MaxFindings})"))
            .ConfigureAwait(false);
        return new StoreCondition([.. findings.Where(finding => finding != "ok").Select(Unsound)], []);
    }

    private static void Insert(SqliteConnection connection, IReadOnlyList<BallotRow> rows, CancellationToken cancellationToken)
    {
        using var statement = new SqliteStatement(connection, InsertSql);
        foreach (BallotRow row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var writer = new SqliteRowWriter(statement);
            row.WriteTo(ref writer);
            statement.Run();
        }
    }

    // Of thousands of new ids hardly any is stored already: an index lookup settles most of them.
    private static Guid[] Known(SqliteConnection connection, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        using var statement = new SqliteStatement(connection, "select 1 from ballot where ballot_id = ?");
        var known = new List<Guid>();
        Span<byte> bytes = stackalloc byte[16];
        foreach (Guid id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            id.TryWriteBytes(bytes, bigEndian: true, out _);
            statement.Bind(1, bytes);
            if (statement.Run())
            {
                known.Add(id);
            }
        }

        return [.. known];
    }

    private static Func<SqliteConnection, bool>? IsRight(StoreIdentity? identity) =>
        identity is null ? null : fresh => IsRight(fresh, identity);

    // An older copy lacks the newest ballots; one whose pages were mixed with those of the log lacks some of them.
    private static bool IsRight(SqliteConnection fresh, StoreIdentity identity)
    {
        if (identity.Secret is { } secret
            && (fresh.ExecuteScalar<byte[]?>("select secret from value_secret") is not { } found || !found.AsSpan().SequenceEqual(secret)))
        {
            return false;
        }

        using var statement = new SqliteStatement(fresh, "select 1 from ballot where sequence = ? and chain_hash = ?");
        foreach (LogMark mark in identity.Marks)
        {
            statement.Bind(1, mark.Sequence);
            statement.Bind(2, mark.Link);
            if (!statement.Run())
            {
                return false;
            }
        }

        return true;
    }
}
