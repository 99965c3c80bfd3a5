using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Common;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>Stores a survey in one SQLite file. One writer at a time, also across processes; readers are never blocked.</summary>
public sealed class SqliteStorage : SqlStorage
{
    private static readonly string InsertSql =
        $"insert into ballot ({BallotTable.List}) values ({string.Join(", ", BallotTable.Names.Select(_ => "?"))})";

    private readonly SqliteDatabase _database;

    /// <summary>Creates the storage; the file is first accessed by <see cref="SqlStorage.OpenAsync"/>.</summary>
    /// <param name="path">
    /// Path of the database file, or a connection string: see <see cref="SqlitePath"/>. The receipt key is next to it,
    /// with <c>.receipt-key.pem</c> appended, unless the options specify another file.
    /// </param>
    /// <param name="packs">The packs whose ballots are stored.</param>
    /// <param name="clock">Server time.</param>
    /// <param name="options">Further options of the host; optional.</param>
    public SqliteStorage(string path, MethodPackRegistry packs, TimeProvider clock, SqlStorageOptions? options = null)
        : base(packs, clock, options ??= new SqlStorageOptions())
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _database = new SqliteDatabase(SqlitePath.Resolve(path, options.RootPath), options);
    }

    /// <inheritdoc/>
    public override string Name => "SQLite";

    /// <summary>
    /// Whether the account has read-only access to the file and therefore writes nothing into it; known after something
    /// was read with
    /// <see cref="SqlStorageOptions.ReadOnly"/>.
    /// </summary>
    public bool MayOnlyRead => _database.MayOnlyRead;

    /// <summary>A library that may lose ballots (<c>STO0110</c>).</summary>
    public override IReadOnlyList<Problem> Warnings =>
        (Options.SqliteVersion ?? SqliteLibrary.LoadedVersion) is { } version && SqliteLibrary.Check(version) is { } warning
            ? [warning]
            : [];

    private protected override string Place => _database.Path;

    private protected override int SignAsideFrom => 32;

    private protected override string? OverwriteSql => "pragma secure_delete = on";

    private protected override string? ForgetSql => "pragma wal_checkpoint(truncate)";

    private protected override string TableNamesSql =>
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'";

    private protected override string ViewNamesSql => "select name from sqlite_schema where type = 'view'";

    private protected override string ReceiptKeyPath =>
        Options.ReceiptKeyPath is { } path ? Options.Resolve(path) : _database.Path + ".receipt-key.pem";

    /// <inheritdoc/>
    public override async Task<SchemaStatus> CheckSchemaAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await _database.CheckAsync().ConfigureAwait(false);
    }

    private protected override Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<DbConnection>(_database.Connect());
    }

    private protected override Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<DbTransaction>(_database.Begin((SqliteConnection)connection, IsRight));
    }

    // Checked before and after each commit: before, so that nothing is written into a missing file; after, so that no
    // receipt is returned for a ballot in one.
    private protected override void Committed(DbConnection connection) => _database.Committed((SqliteConnection)connection, IsRight);

    // An older copy lacks the newest ballots; one whose pages were mixed with those of the log lacks some of them.
    private bool IsRight(SqliteConnection fresh)
    {
        if (StoreSecret is { } secret
            && (fresh.ExecuteScalar<byte[]?>("select secret from value_secret") is not { } found || !found.AsSpan().SequenceEqual(secret)))
        {
            return false;
        }

        using var statement = new SqliteStatement(fresh, "select 1 from ballot where sequence = ? and chain_hash = ?");
        foreach (LogMark mark in Marks)
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

    private protected override Task<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));
    }

    // The quick check does not compare indexes with their tables, and the guarantee that no ballot is stored twice
    // depends on indexes.
    private protected override async Task<StoreCondition> ConditionAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IEnumerable<string> findings = await connection.QueryAsync<string>(
            FormattableString.Invariant($"pragma integrity_check({MaxFindings})"))
            .ConfigureAwait(false);
        return new StoreCondition([.. findings.Where(finding => finding != "ok").Select(Unsound)], []);
    }

    private protected override async Task PrepareAsync(bool apply, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await (apply ? _database.InstallAsync(Stamp(Clock.GetUtcNow())) : _database.RequireAsync()).ConfigureAwait(false);
    }

    private protected override void RequireUnchanged() => _database.RequireUnchanged();

    private protected override Exception Explain(DbException error, bool committing) =>
        _database.Explain((SqliteException)error, committing);

    private protected override object Stamp(DateTimeOffset time) => Iso8601.Write(time.ToUniversalTime());

    private protected override DateTimeOffset ReadStamp(DbDataReader reader, int ordinal) =>
        Iso8601.TryRead(reader.GetString(ordinal), out DateTimeOffset time) ? time : default;

    private protected override object IdValue(Guid id) => id.ToByteArray(bigEndian: true);

    private protected override Guid ReadId(DbDataReader reader, int ordinal) => new(reader.GetFieldValue<byte[]>(ordinal), bigEndian: true);

    private protected override object TimeValue(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private protected override DateTimeOffset ReadTime(DbDataReader reader, int ordinal) =>
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(ordinal));

    private protected override async Task<Dictionary<Guid, StoredReceipt>> FindAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, StoredReceipt>();
        if (transaction is not null)
        {
            ids = Known((SqliteConnection)connection, ids, cancellationToken);
        }

        using SqliteCommand command = ((SqliteConnection)connection).CreateCommand();
        command.Transaction = (SqliteTransaction?)transaction;
        command.CommandText = $"select {StoredColumnNames} from ballot b join unit u using (unit_id) where b.ballot_id = $id";
        SqliteParameter parameter = command.Parameters.Add("$id", SqliteType.Blob);
        foreach (Guid id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            parameter.Value = IdValue(id);
            using SqliteDataReader reader = command.ExecuteReader();
            if (reader.Read())
            {
                found.Add(id, ReadStored(reader));
            }
        }

        await Task.CompletedTask.ConfigureAwait(false);
        return found;
    }

    private protected override async Task InsertAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<BallotRow> rows, Task<IReadOnlyList<SealRow>> seals,
        CancellationToken cancellationToken)
    {
        Insert((SqliteConnection)connection, rows, cancellationToken);
        await InsertSealsAsync(connection, transaction, await seals.ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static void Insert(SqliteConnection connection, IReadOnlyList<BallotRow> rows, CancellationToken cancellationToken)
    {
        using var statement = new SqliteStatement(connection, InsertSql);
        foreach (BallotRow row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var writer = new SqliteRowWriter(statement);
            BallotTable.Write(row, ref writer);
            statement.Run();
        }
    }

    private protected override Task InsertValuesAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<ValueRow> rows, CancellationToken cancellationToken)
    {
        using SqliteCommand command = ((SqliteConnection)connection).CreateCommand();
        command.Transaction = (SqliteTransaction)transaction;
        command.CommandText = "insert into ballot_value (sequence, number, commitment, salt, value) values ($sequence, $number, "
            + "$commitment, $salt, $value)";
        SqliteParameter sequence = command.Parameters.Add("$sequence", SqliteType.Integer);
        SqliteParameter number = command.Parameters.Add("$number", SqliteType.Integer);
        SqliteParameter commitment = command.Parameters.Add("$commitment", SqliteType.Blob);
        SqliteParameter salt = command.Parameters.Add("$salt", SqliteType.Blob);
        SqliteParameter value = command.Parameters.Add("$value", SqliteType.Text);
        foreach (ValueRow row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (sequence.Value, number.Value, commitment.Value) = (row.Sequence, row.Number, row.Commitment);
            (salt.Value, value.Value) = ((object?)row.Salt ?? DBNull.Value, (object?)row.Value ?? DBNull.Value);
            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
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
}
