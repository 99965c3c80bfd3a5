using System.Data;
using System.Data.Common;
using System.Text;
using Dapper;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Schema;

namespace Sipas.Storage.Dapper.Dialects;

/// <summary>The differences between database engines: connections, locks, errors, formats of values, and statements that are not
/// the same everywhere. A provider for another engine inherits this class and passes it to <c>SqlStorage</c>.</summary>
/// <remarks>
/// <para>The members without a default are the minimum. The defaults are portable statements: one command per row and one query per
/// id; an engine overrides them where it has faster means.</para>
/// <para>The engine must have <c>insert … returning</c>, <c>limit</c>, <c>||</c> for texts, identifiers in double quotes and
/// parameters of the form <c>@name</c>. The tables and columns are those of the scripts of SQLite
/// (<see cref="SchemaScripts.Sqlite"/>). Columns of days and of times of people's records have the type of
/// <see cref="DayIn"/> and <see cref="Stamp"/>, other times that of <see cref="TimeValue"/>.</para>
/// <para>Members are called from several threads, except those that receive a transaction of a writer.</para>
/// </remarks>
public abstract class SqlDialect : IDisposable
{
    /// <summary>Maximum number of findings that <see cref="CheckConditionAsync"/> returns.</summary>
    protected const int MaxFindings = 100;

    private const string PlaceColumns = "b.sequence, b.ballot_id, b.content_hash, u.code, b.position, b.received_at, b.counted_on";

    private readonly StoreLoss _loss;

    /// <summary>Creates the dialect of one database.</summary>
    /// <param name="options">Options of the host. Their root path becomes the working directory if it is null: a relative path always
    /// means the same file.</param>
    protected SqlDialect(SqlStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        options.RootPath ??= Directory.GetCurrentDirectory();
        _loss = new StoreLoss(options);
    }

    /// <summary>Name of the engine, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>Location of the data, for messages. Never a connection string.</summary>
    public abstract string Place { get; }

    /// <summary>Warnings about the engine, for example about its version; none by default.</summary>
    public virtual IReadOnlyList<Problem> Warnings => [];

    /// <summary>Options of the host.</summary>
    protected internal SqlStorageOptions Options { get; }

    /// <summary>The schema scripts, from version 1 without gaps.</summary>
    protected internal abstract IReadOnlyList<SchemaScript> Scripts { get; }

    /// <summary>Full path of the file of the receipt key. Default: <see cref="SqlStorageOptions.ReceiptKeyPath"/>, otherwise
    /// <c>data/sipas.receipt-key.pem</c> below the root path.</summary>
    protected internal virtual string ReceiptKeyPath =>
        Options.Resolve(Options.ReceiptKeyPath ?? Path.Combine("data", "sipas.receipt-key.pem"));

    /// <summary>Full path of the file of the keys of tickets and of sealed personal data. Default:
    /// <see cref="SqlStorageOptions.TicketKeyPath"/>, otherwise <c>data/sipas.ticket-key</c> below the root path.</summary>
    protected internal virtual string TicketKeyPath => Options.Resolve(Options.TicketKeyPath ?? Path.Combine("data", "sipas.ticket-key"));

    /// <summary>SQL that lists the names of the tables of the schema, without the schema.</summary>
    protected internal abstract string TableNamesSql { get; }

    /// <summary>SQL that lists the names of the views of the schema, without the schema.</summary>
    protected internal abstract string ViewNamesSql { get; }

    /// <summary>The prefix of table names in a script that a database administrator runs: the schema with a dot, or empty, the
    /// default.</summary>
    protected internal virtual string SchemaPrefix => "";

    /// <summary>The number of ballots from which they are written before their signatures are complete, so that signing in parallel is
    /// worth another thread. Default: never.</summary>
    protected internal virtual int SignAsideFrom => int.MaxValue;

    /// <summary>Closes open resources.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a connection with the settings that ballots need: a commit is durable.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    protected internal abstract Task<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Opens a connection as <see cref="ConnectAsync"/>, for rows that are read without asynchrony. Default: waits for
    /// it.</summary>
    protected internal virtual DbConnection Connect() => ConnectAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Begins the transaction of the only writer: waits for other writers, also of other processes, and sees everything that
    /// they committed. The lock ends with the transaction.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="identity">What the process knows of the store; null where nothing is known, for example while the schema is
    /// applied. A dialect may reject a database that does not have it, with <see cref="Lost"/>.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    protected internal abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, StoreIdentity? identity,
        CancellationToken cancellationToken);

    /// <summary>Begins a transaction whose statements all see one state; it blocks no one. Default: isolation level repeatable
    /// read.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Cancels.</param>
    protected internal virtual async Task<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins the transaction of an append and reads the state of the log. Default: <see cref="BeginWriteAsync"/>,
    /// <see cref="FindAsync"/> and one query; override it where all of that is one round trip.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="ids">Ids of the ballots, each once.</param>
    /// <param name="identity">As for <see cref="BeginWriteAsync"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    protected internal virtual async Task<BegunAppend> BeginAppendAsync(
        DbConnection connection, Guid[] ids, StoreIdentity identity, CancellationToken cancellationToken)
    {
        DbTransaction transaction = await BeginWriteAsync(connection, identity, cancellationToken).ConfigureAwait(false);
        try
        {
            IReadOnlyDictionary<Guid, StoredPlace> stored = await FindAsync(connection, transaction, ids, cancellationToken)
                .ConfigureAwait(false);
            (long last, long closings) = await connection.QuerySingleAsync<(long, long)>(LogEndSql, transaction: transaction)
                .ConfigureAwait(false);
            return new BegunAppend(transaction, stored, last, closings);
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>SQL that returns one row: the last sequence number of the log, and the number of closed surveys.</summary>
    protected static string LogEndSql => "select (select coalesce(max(sequence), 0) from ballot), (select count(*) from survey_closing)";

    /// <summary>Reads what identifies the database when a store is opened. Default: nothing.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction of the writer that opens the store.</param>
    /// <param name="identity">What the process knows of the store.</param>
    protected internal virtual Task RememberAsync(DbConnection connection, DbTransaction transaction, StoreIdentity identity) =>
        Task.CompletedTask;

    /// <summary>Throws when the data just committed is not in the database at <see cref="Place"/>. Default: nothing.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="identity">As for <see cref="BeginWriteAsync"/>, with the data just committed.</param>
    /// <exception cref="StoreUnavailableException">The store is gone.</exception>
    protected internal virtual void Committed(DbConnection connection, StoreIdentity? identity)
    {
    }

    /// <summary>Rejects the data just read if the database changed in the meantime. Default: nothing, because a query sees one
    /// state.</summary>
    protected internal virtual void RequireUnchanged()
    {
    }

    /// <summary>The last sequence number up to which the log can be read completely at this moment. Default: unlimited, because a query
    /// sees one state.</summary>
    /// <param name="connection">The connection.</param>
    protected internal virtual Task<long> LastReadableAsync(DbConnection connection) => Task.FromResult(long.MaxValue);

    /// <summary>Translates a database error into an exception for the host: a <see cref="StoreUnavailableException"/> for a condition
    /// to retry, or a <see cref="SipasException"/>. Default: a transient error is a busy store.</summary>
    /// <param name="failure">The error.</param>
    /// <param name="committing">Whether it came from a commit: then it is unknown whether the data was written, and a lost connection
    /// is returned unchanged.</param>
    /// <returns>The exception; <paramref name="failure"/> itself when it is none of these.</returns>
    protected internal virtual Exception Explain(DbException failure, bool committing)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.IsTransient && !committing ? new StoreUnavailableException(StoreUnavailability.Busy, failure) : failure;
    }

    /// <summary>Parameter value of the id of a ballot. Default: 16 bytes, most significant first.</summary>
    /// <param name="id">The id.</param>
    protected internal virtual object IdValue(Guid id) => id.ToByteArray(bigEndian: true);

    /// <summary>Reads a value of <see cref="IdValue"/>.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="ordinal">Number of the column, from 0.</param>
    protected internal virtual Guid ReadId(DbDataReader reader, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new Guid(reader.GetFieldValue<byte[]>(ordinal), bigEndian: true);
    }

    /// <summary>Parameter value of a time with millisecond precision. Default: milliseconds since 1970-01-01 UTC.</summary>
    /// <param name="time">The time, with any offset.</param>
    protected internal virtual object TimeValue(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>Reads a value of <see cref="TimeValue"/>.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="ordinal">Number of the column, from 0.</param>
    /// <returns>The time, in UTC.</returns>
    /// <exception cref="ArgumentException">The value is not a time: it was modified.</exception>
    protected internal virtual DateTimeOffset ReadTime(DbDataReader reader, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(ordinal));
    }

    /// <summary>Parameter value of a time that people read in the database. Default: a text in ISO 8601, in UTC.</summary>
    /// <param name="time">The time, with any offset.</param>
    protected internal virtual object Stamp(DateTimeOffset time) => Iso8601.Write(time.ToUniversalTime());

    /// <summary>Reads a value of <see cref="Stamp"/>.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="ordinal">Number of the column, from 0.</param>
    /// <returns>The time; <c>default</c> when the value is not a time.</returns>
    protected internal virtual DateTimeOffset ReadStamp(DbDataReader reader, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return Iso8601.TryRead(reader.GetString(ordinal), out DateTimeOffset time) ? time : default;
    }

    /// <summary>Reads a text of ASCII characters as bytes. Default: through a string.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="ordinal">Number of the column, from 0.</param>
    protected internal virtual byte[] ReadAscii(DbDataReader reader, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return Encoding.ASCII.GetBytes(reader.GetString(ordinal));
    }

    /// <summary>SQL that converts a column of <see cref="Stamp"/> to text in ISO 8601. Default: unchanged.</summary>
    /// <param name="column">The column.</param>
    protected internal virtual string TimeOut(string column) => column;

    /// <summary>SQL that converts a parameter of the form yyyy-MM-dd to a day. Default: unchanged, days are texts.</summary>
    /// <param name="parameter">The parameter, for example <c>@From</c>.</param>
    protected internal virtual string DayIn(string parameter) => parameter;

    /// <summary>SQL that converts a day to text of the form yyyy-MM-dd. Default: unchanged.</summary>
    /// <param name="column">The column.</param>
    protected internal virtual string DayOut(string column) => column;

    /// <summary>SQL that converts a parameter, a decimal number as text, to a number. Default: unchanged, such numbers are texts.</summary>
    /// <param name="parameter">The parameter.</param>
    protected internal virtual string NumberIn(string parameter) => parameter;

    /// <summary>A statement that inserts rows, and changes the row that is already there. Default: <c>on conflict</c>.</summary>
    /// <param name="insert">The insert, with its values.</param>
    /// <param name="key">Columns of the primary key, separated by commas.</param>
    /// <param name="updated">Columns that get the new values in a row that exists; none to leave the row as it is.</param>
    protected internal virtual string Upsert(string insert, string key, params string[] updated)
    {
        ArgumentNullException.ThrowIfNull(updated);
        return updated.Length == 0
            ? $"{insert} on conflict ({key}) do nothing"
            : $"{insert} on conflict ({key}) do update set {string.Join(", ", updated.Select(column => $"{column} = excluded.{column}"))}";
    }

    /// <summary>Finds stored ballots. Default: one query per id.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction of the writer; null for a reader.</param>
    /// <param name="ids">Ids of ballots, each once.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The stored ones by id.</returns>
    protected internal virtual async Task<IReadOnlyDictionary<Guid, StoredPlace>> FindAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var found = new Dictionary<Guid, StoredPlace>();
        foreach (Guid id in ids)
        {
            DbDataReader reader = await connection.ExecuteReaderAsync(new CommandDefinition(
                FindSql("= @id"), new { id = IdValue(id) }, transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                if (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    found.Add(id, ReadPlace(reader));
                }
            }
        }

        return found;
    }

    /// <summary>SQL that finds stored ballots by id; <see cref="ReadPlace"/> reads its rows.</summary>
    /// <param name="condition">The condition on the id, for example <c>= @id</c>.</param>
    protected static string FindSql(string condition) =>
        $"select {PlaceColumns} from ballot b join unit u on u.unit_id = b.unit_id where b.ballot_id {condition}";

    /// <summary>Reads a row of <see cref="FindSql"/>.</summary>
    /// <param name="reader">The reader, at the row.</param>
    protected StoredPlace ReadPlace(DbDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new StoredPlace(reader.GetInt64(0), ReadId(reader, 1), reader.GetFieldValue<byte[]>(2), reader.GetString(3),
            reader.GetInt64(4), ReadTime(reader, 5), DayNumber.Read(reader.GetInt32(6)));
    }

    /// <summary>Inserts ballots and their seals. Default: one prepared command, executed per ballot.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction of the writer.</param>
    /// <param name="rows">The rows, in the order of the log.</param>
    /// <param name="seals">The seals, which may still be computed: see <see cref="SignAsideFrom"/>.</param>
    /// <param name="cancellationToken">Cancels between two rows.</param>
    protected internal virtual async Task InsertBallotsAsync(DbConnection connection, DbTransaction transaction,
        IReadOnlyList<BallotRow> rows, Task<IReadOnlyList<SealRow>> seals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(seals);
        var insert = new PreparedInsert(this, connection, transaction, "ballot", BallotRow.Columns);
        await using (insert.ConfigureAwait(false))
        {
            foreach (BallotRow row in rows)
            {
                row.WriteTo(ref insert);
                await insert.ExecuteAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        await InsertSealsAsync(connection, transaction, await seals.ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Inserts seals, one statement per seal.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction of the writer.</param>
    /// <param name="seals">The seals; usually one per append.</param>
    protected static Task InsertSealsAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<SealRow> seals) =>
        connection.ExecuteAsync(
            "insert into receipt_seal (first_sequence, leaves, key_id, signature) values (@FirstSequence, @Leaves, @KeyId, @Signature)",
            seals.Select(row => new
            {
                row.FirstSequence,
                Leaves = row.Seal.Leaves.ToArray(),
                row.Seal.KeyId,
                Signature = row.Seal.Signature.ToArray(),
            }), transaction);

    /// <summary>Inserts the values of ballots that were just inserted. Default: one prepared command, executed per value.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction of the writer.</param>
    /// <param name="rows">The values; not empty.</param>
    /// <param name="cancellationToken">Cancels between two rows.</param>
    protected internal virtual async Task InsertValuesAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<ValueRow> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var insert = new PreparedInsert(this, connection, transaction, "ballot_value",
            ["sequence", "number", "commitment", "salt", "value"]);
        await using (insert.ConfigureAwait(false))
        {
            foreach (ValueRow row in rows)
            {
                insert.Number64(row.Sequence);
                insert.Number16(row.Number);
                insert.Bytes(row.Commitment);
                insert.BytesOrNull(row.Salt);
                insert.Text(row.Value);
                await insert.ExecuteAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Inserts the rows of a sampling frame as they are read. Default: one prepared command, executed per row.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction of the writer.</param>
    /// <param name="frameId">Number of the frame.</param>
    /// <param name="rows">Numbers and cells of the rows; they may come from a file.</param>
    /// <param name="cancellationToken">Cancels between two rows.</param>
    /// <returns>Number of rows.</returns>
    protected internal virtual async Task<long> InsertFrameRowsAsync(DbConnection connection, DbTransaction transaction, long frameId,
        IEnumerable<(long Number, string Cells)> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        long count = 0;
        var insert = new PreparedInsert(this, connection, transaction, "frame_row", ["frame_id", "number", "cells"]);
        await using (insert.ConfigureAwait(false))
        {
            foreach ((long number, string cells) in rows)
            {
                insert.Number64(frameId);
                insert.Number64(number);
                insert.Text(cells);
                await insert.ExecuteAsync(cancellationToken).ConfigureAwait(false);
                count++;
            }
        }

        return count;
    }

    /// <summary>Makes the connection overwrite the data that the transaction erases. Default: nothing.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction of the writer.</param>
    protected internal virtual Task BeginErasureAsync(DbConnection connection, DbTransaction transaction) => Task.CompletedTask;

    /// <summary>Removes erased data from the log of the engine, after the commit. Default: nothing.</summary>
    /// <param name="connection">Another connection.</param>
    protected internal virtual Task EndErasureAsync(DbConnection connection) => Task.CompletedTask;

    /// <summary>Gets the status of the schema without changing anything. Default: by the table <c>schema_version</c>.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The schema was made before the first release (<c>STO0131</c>), or the database cannot be
    /// used.</exception>
    internal virtual Task<SchemaStatus> CheckSchemaAsync(CancellationToken cancellationToken) => AtStartAsync(async () =>
    {
        DbConnection connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return Installer().Status(await Installer().ReadVersionAsync(connection, null).ConfigureAwait(false));
        }
    });

    /// <summary>Applies the missing schema scripts, or requires the schema to be current. Default: in one transaction of the
    /// writer.</summary>
    /// <param name="apply">Whether scripts are applied.</param>
    /// <param name="now">The time that is recorded with a script.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The schema is newer (<c>STO0003</c>), missing or outdated (<c>STO0008</c>), or was made before
    /// the first release (<c>STO0131</c>), or the database cannot be used.</exception>
    protected internal virtual async Task PrepareSchemaAsync(bool apply, DateTimeOffset now, CancellationToken cancellationToken)
    {
        SchemaStatus status = await CheckSchemaAsync(cancellationToken).ConfigureAwait(false);
        if (!apply || status.State is SchemaState.Current)
        {
            Installer().Require(status.Version);
            return;
        }

        if (Options.ReadOnly)
        {
            throw new SipasException(new Problem(ProblemCodes.StoreReadOnly, Place));
        }

        await AtStartAsync(async () =>
        {
            DbConnection connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                DbTransaction transaction = await BeginWriteAsync(connection, null, cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    await ApplyScriptsAsync(connection, transaction, now).ConfigureAwait(false);
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                    return true;
                }
            }
        }).ConfigureAwait(false);
    }

    /// <summary>Applies the missing schema scripts within a transaction.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction; no other process prepares the schema at the same time. An engine whose schema
    /// changes commit at once ends it; then null.</param>
    /// <param name="now">The time that is recorded with a script.</param>
    /// <exception cref="SipasException">The schema is newer (<c>STO0003</c>), or was made before the first release
    /// (<c>STO0131</c>).</exception>
    protected async Task ApplyScriptsAsync(DbConnection connection, DbTransaction? transaction, DateTimeOffset now) =>
        await Installer().ApplyAsync(connection, transaction,
            await Installer().ReadVersionAsync(connection, transaction).ConfigureAwait(false), Stamp(now)).ConfigureAwait(false);

    /// <summary>Checks the database for damage. Default: no check, and a sound database.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Cancels.</param>
    protected internal virtual Task<StoreCondition> CheckConditionAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult(StoreCondition.Sound);

    /// <summary>The statement that follows the one that creates a view, so that roles may read it. Default: none.</summary>
    /// <param name="name">Name of the view, with <see cref="SchemaPrefix"/>.</param>
    protected internal virtual string GrantView(string name) => "";

    /// <summary>Whether the account may create views. Default: true.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction of the writer.</param>
    protected internal virtual Task<bool> MayMakeViewsAsync(DbConnection connection, DbTransaction transaction) => Task.FromResult(true);

    /// <summary>The problem that reports a finding of <see cref="CheckConditionAsync"/>.</summary>
    /// <param name="finding">The message of the engine.</param>
    protected Problem Unsound(string finding) => new(ProblemCodes.DatabaseUnsound, Place, finding);

    /// <summary>Records that the store disappeared during operation: the operator is notified once, and from then on
    /// <see cref="RequireNotLost"/> throws until the host is restarted.</summary>
    /// <param name="problem">The cause, and the action to take.</param>
    /// <returns>The exception for the caller.</returns>
    protected StoreUnavailableException Lost(Problem problem) => _loss.Note(problem);

    /// <summary>Throws after <see cref="Lost"/>: call it before a connection is opened.</summary>
    /// <exception cref="StoreUnavailableException">The store is gone.</exception>
    protected void RequireNotLost() => _loss.Require();

    /// <summary>Closes open resources.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    private protected SchemaInstaller Installer() => new(Scripts, Place, TableNamesSql, ViewNamesSql, SchemaPrefix);

    // At startup, a server that does not answer is a configuration error, not a condition to retry.
    private async Task<T> AtStartAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (DbException error) when (Explain(error, committing: false) is var explained && explained != error)
        {
            throw explained is StoreUnavailableException { Reason: StoreUnavailability.Unreachable }
                ? new SipasException(new Problem(ProblemCodes.ServerUnreachable, Place), explained)
                : explained;
        }
    }
}
