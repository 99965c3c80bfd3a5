using System.Data.Common;
using Dapper;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Storage.Dapper;

/// <summary>Stores a survey in an SQL database. One writer at a time, also across processes; readers are never blocked.</summary>
/// <remarks>The part common to all dialects; a dialect implements connecting, schema installation, locking, finding and
/// inserting.</remarks>
public abstract partial class SqlStorage : ISipasStorage, IDisposable
{
    // The newest ballot of each of this many commits: about ten checkpoints of SQLite.
    private const int MaxMarks = 1024;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Queue<LogMark> _marks = new();
    private ReceiptSigner? _signer;
    private bool _isKeyNew;
    private LogMark? _newMark;
    private DbConnection? _writer;

    private protected SqlStorage(MethodPackRegistry packs, TimeProvider clock, SqlStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(packs);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(options);
        Registry = packs;
        Clock = clock;
        Options = options;

        // A relative path always means the same file, even if the process changes its working directory later.
        options.RootPath ??= Directory.GetCurrentDirectory();
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public virtual IReadOnlyList<Problem> Warnings => [];

    /// <summary>The connection of the writer, for tests that restrict it.</summary>
    internal DbConnection? WriterConnection => _writer;

    private protected MethodPackRegistry Registry { get; }

    private protected TimeProvider Clock { get; }

    private protected SqlStorageOptions Options { get; }

    /// <summary>Ballots that this process has found in the log, oldest first; for use by the holder of the writer lock.</summary>
    private protected IReadOnlyCollection<LogMark> Marks => _marks;

    /// <summary>The secret of salts, which identifies a store; null until it was opened.</summary>
    private protected byte[]? StoreSecret { get; private set; }

    /// <summary>Location of the data, for messages. Never a connection string.</summary>
    private protected abstract string Place { get; }

    private protected abstract string ReceiptKeyPath { get; }

    /// <inheritdoc/>
    /// <exception cref="SipasException">The store cannot be used because of its schema, its questionnaires, its keys,
    /// or chains of an earlier format (<c>PRF0025</c>); or it is empty although a key exists (<c>STO0123</c>), or its
    /// recorded key is missing or another one (<c>STO0125</c>, <c>STO0126</c>).</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Options.ReadOnly)
        {
            await RequireSchemaAsync(cancellationToken).ConfigureAwait(false);
            await ReadAsync(
                async connection =>
                {
                    await RefuseFormerChainsAsync(connection, null).ConfigureAwait(false);
                    await RegisterQuestionnairesAsync(connection, null).ConfigureAwait(false);
                    await ReadSealerAsync(connection).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            return;
        }

        await ApplySchemaAsync(Options.PrepareSchema, cancellationToken).ConfigureAwait(false);
        OpenedKey? opened = null;
        await WriteAsync(
            async (connection, transaction) =>
            {
                if (_signer is null)
                {
                    IReadOnlyList<ReceiptKey> keys = await KeysAsync(connection, transaction).ConfigureAwait(false);
                    opened = OpenedKey.Of(ReceiptKeyPath, Place, keys, Options);
                    _isKeyNew = await AddKeyAsync(connection, transaction, opened.Signer, opened.Voucher).ConfigureAwait(false)
                        && keys.Count > 0;
                }

                await RefuseFormerChainsAsync(connection, transaction).ConfigureAwait(false);
                await OpenSealerAsync(connection, transaction).ConfigureAwait(false);
                await RegisterQuestionnairesAsync(connection, transaction).ConfigureAwait(false);
                await RememberAsync(connection, transaction).ConfigureAwait(false);
                return Options.PrepareSchema ? await MakeViewsAsync(connection, transaction).ConfigureAwait(false) : 0;
            },
            cancellationToken).ConfigureAwait(false);
        if (opened is not null)
        {
            if (opened.Waits)
            {
                OpenedKey.Take(ReceiptKeyPath);
            }

            opened.Voucher?.Dispose();
            _signer = opened.Signer;
        }
    }

    /// <summary>Creates or upgrades the schema, whatever the options: for <c>sipas schema apply</c>.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The schema is newer, or the database cannot be used.</exception>
    public Task ApplySchemaAsync(CancellationToken cancellationToken) => ApplySchemaAsync(apply: true, cancellationToken);

    /// <summary>Rejects a schema that does not have exactly the version that this library requires; changes nothing.
    /// Sufficient for reading the verification data and closing a survey.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The schema is newer (<c>STO0003</c>), or missing or outdated (<c>STO0008</c>),
    /// or the database cannot be used.</exception>
    public Task RequireSchemaAsync(CancellationToken cancellationToken) => PrepareAsync(apply: false, cancellationToken);

    /// <summary>Opens the receipt key; it must exist.</summary>
    /// <exception cref="SipasException">The key file is missing or damaged (<c>STO0007</c>).</exception>
    public ReceiptSigner OpenReceiptKey() => File.Exists(ReceiptKeyPath)
        ? ReceiptKeyFile.Open(ReceiptKeyPath, Options.KeyProtector, Options.ReadOnly)
        : throw new SipasException(new Problem(ProblemCodes.ReceiptKeyUnreadable, "receipt key", ReceiptKeyPath));

    /// <summary>Gets the status of the schema without changing anything.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The database cannot be used.</exception>
    public abstract Task<SchemaStatus> CheckSchemaAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public Task<LocalizedText?> ReadNoticeAsync(CancellationToken cancellationToken) => ReadAsync(
        async connection => await connection.QuerySingleOrDefaultAsync<NoticeRow>("select vi, en from notice")
            .ConfigureAwait(false) is { } row
            ? new LocalizedText(row.Vi, row.En)
            : null,
        cancellationToken);

    /// <inheritdoc/>
    public Task SaveNoticeAsync(LocalizedText? notice, CancellationToken cancellationToken) => WriteAsync(
        async (connection, transaction) =>
        {
            IReadOnlyList<StoredContent> before = await ContentsAsync(connection, transaction, NoticeContents).ConfigureAwait(false);
            await (notice is null
                ? connection.ExecuteAsync("delete from notice", transaction: transaction)
                : connection.ExecuteAsync(
                    "insert into notice values (1, @Vi, @En) on conflict (notice_id) do update set vi = excluded.vi, en = excluded.en",
                    new { notice.Vi, notice.En }, transaction)).ConfigureAwait(false);
            IReadOnlyList<StoredContent> contents = await ContentsAsync(connection, transaction, NoticeContents).ConfigureAwait(false);
            string detail = AuditActions.DetailOf(notice);
            return await AuditAsync(connection, transaction, AuditActions.NoticeSaved, detail, contents,
                before.Select(content => content.Subject))
                .ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes open resources.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _writer?.Dispose();
            _signer?.Dispose();
            _auditSigner?.Dispose();
            _retired.ForEach(signer => signer.Dispose());
            _writing.Dispose();
        }
    }

    /// <summary>Opens a connection with the settings that ballots need.</summary>
    private protected abstract Task<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Begins the transaction of the only writer, waiting for others.</summary>
    private protected abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Creates the prerequisites of the first connection, and applies the schema or requires it to be current.</summary>
    private protected abstract Task PrepareAsync(bool apply, CancellationToken cancellationToken);

    /// <summary>Translates a database error into an exception for the host: a configuration error or a condition to
    /// retry; the error itself when it is neither.</summary>
    private protected abstract Exception Explain(DbException error, bool committing);

    /// <summary>Converts a time that only people read to the dialect's format.</summary>
    private protected abstract object Stamp(DateTimeOffset time);

    /// <summary>SQL that converts a parameter of the form yyyy-MM-dd to a day of the dialect.</summary>
    private protected virtual string DayIn(string parameter) => parameter;

    /// <summary>SQL that converts a day of the dialect to text of the form yyyy-MM-dd.</summary>
    private protected virtual string DayOut(string column) => column;

    /// <summary>SQL that converts a parameter, a decimal number as text, to a number of the dialect.</summary>
    private protected virtual string NumberIn(string parameter) => parameter;

    /// <summary>Throws when the committed data is not in the database at the configured location.</summary>
    /// <exception cref="StoreUnavailableException">The store is gone.</exception>
    private protected virtual void Committed(DbConnection connection)
    {
    }

    /// <summary>Records the data that identifies the store.</summary>
    private protected virtual async Task RememberAsync(DbConnection connection, DbTransaction transaction)
    {
        foreach ((long sequence, byte[] link) in await connection
            .QueryAsync<(long, byte[])>("select sequence, chain_hash from ballot order by sequence desc limit 1", transaction: transaction)
            .ConfigureAwait(false))
        {
            _marks.Enqueue(new LogMark(sequence, link));
        }
    }

    /// <summary>Rejects the data just read if the database changed in the meantime.</summary>
    private protected virtual void RequireUnchanged()
    {
    }

    private protected async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            DbConnection connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                T result = await read(connection).ConfigureAwait(false);
                RequireUnchanged();
                return result;
            }
        }
        catch (DbException error) when (Explain(error, committing: false) is var explained && explained != error)
        {
            throw explained;
        }
    }

    private protected Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> write, CancellationToken cancellationToken) =>
        WriteAsync(
            async connection => new BegunWrite(await BeginWriteAsync(connection, cancellationToken).ConfigureAwait(false)),
            (connection, begun) => write(connection, begun.Transaction),
            cancellationToken);

    /// <summary>Writes in one transaction that is begun by <paramref name="begin"/>.</summary>
    private protected async Task<T> WriteAsync<TBegun, T>(
        Func<DbConnection, Task<TBegun>> begin, Func<DbConnection, TBegun, Task<T>> write, CancellationToken cancellationToken)
        where TBegun : BegunWrite
    {
        if (Options.ReadOnly)
        {
            throw new SipasException(new Problem(ProblemCodes.StoreReadOnly, Place));
        }

        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        bool committing = false;
        bool done = false;
        try
        {
            _writer ??= await ConnectAsync(cancellationToken).ConfigureAwait(false);
            TBegun begun = await begin(_writer).ConfigureAwait(false);
            await using (begun.Transaction.ConfigureAwait(false))
            {
                T result = await write(_writer, begun).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                committing = true;
                await begun.Transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                Mark();
                Committed(_writer);
                done = true;
                return result;
            }
        }
        catch (Exception error) when (!committing && cancellationToken.IsCancellationRequested
            && error is not (OperationCanceledException or SipasException or StoreUnavailableException))
        {
            // A driver whose query is cancelled may throw its own protocol error. Nothing was committed, and the
            // connection is closed below.
            throw new OperationCanceledException("The write was cancelled; nothing was stored.", error, cancellationToken);
        }
        catch (DbException error) when (Explain(error, committing) is var explained && explained != error)
        {
            throw explained;
        }
        finally
        {
            if (!done)
            {
                // The state of a failed connection is unknown, and the heads of the chains may be ahead of the log.
                _heads = null;
                _newMark = null;
                _writer?.Dispose();
                _writer = null;
            }

            _writing.Release();
        }
    }

    private void Mark()
    {
        if (_newMark is { } mark)
        {
            _marks.Enqueue(mark);
            _newMark = null;
            if (_marks.Count > MaxMarks)
            {
                _marks.Dequeue();
            }
        }
    }

    /// <summary>A write that has begun.</summary>
    private protected record BegunWrite(DbTransaction Transaction);

    private sealed record NoticeRow(string Vi, string En);
}
