using System.Data.Common;
using Dapper;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Questionnaires;
using Sipas.Text;

namespace Sipas.Storage.Dapper;

/// <summary>Keeps a survey in an SQL database. One writer at a time, also over several processes; readers are never held up.</summary>
/// <remarks>What all dialects share; a dialect adds how it connects, installs, locks, finds and inserts.</remarks>
public abstract partial class SqlStorage : ISipasStorage, IDisposable
{
    // The newest ballot of each of so many commits: some ten checkpoints of SQLite.
    private const int MostMarks = 1024;

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
        Packs = packs;
        Clock = clock;
        Options = options;

        // A relative path means one file, wherever the process goes later.
        options.RootPath ??= Directory.GetCurrentDirectory();
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public virtual IReadOnlyList<Problem> Warnings => [];

    /// <summary>The connection of the writer, for tests that narrow it.</summary>
    internal DbConnection? WriterConnection => _writer;

    private protected MethodPackRegistry Packs { get; }

    private protected TimeProvider Clock { get; }

    private protected SqlStorageOptions Options { get; }

    /// <summary>Ballots of which this process knows that they stand in the log, oldest first; of use to whoever holds the writer's place.</summary>
    private protected IReadOnlyCollection<LogMark> Marks => _marks;

    /// <summary>The secret of salts by which a store is told from another; null until it was opened.</summary>
    private protected byte[]? StoreSecret { get; private set; }

    /// <summary>Where the data lie, for messages. Never a connection string.</summary>
    private protected abstract string Place { get; }

    private protected abstract string ReceiptKeyPath { get; }

    /// <inheritdoc/>
    /// <exception cref="SipasException">The store cannot be used as it is: its schema, its questionnaires, its keys, or chains of a format before (<c>PRF0025</c>); or it is empty beside a key (<c>STO0123</c>), or without the key that it knows (<c>STO0125</c>, <c>STO0126</c>).</exception>
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
                    _isKeyNew = await AddKeyAsync(connection, transaction, opened.Signer, opened.Voucher).ConfigureAwait(false) && keys.Count > 0;
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

    /// <summary>Makes or upgrades the schema, whatever the options say: for <c>sipas schema apply</c>.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The schema is newer, or the database cannot be used.</exception>
    public Task ApplySchemaAsync(CancellationToken cancellationToken) => ApplySchemaAsync(apply: true, cancellationToken);

    /// <summary>Refuses a schema that is not exactly the one this library works with; changes nothing. Enough for reading a proof and closing a survey.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The schema is newer (<c>STO0003</c>), or missing or outdated (<c>STO0008</c>), or the database cannot be used.</exception>
    public Task RequireSchemaAsync(CancellationToken cancellationToken) => PrepareAsync(apply: false, cancellationToken);

    /// <summary>Opens the key that signs receipts; it must be there.</summary>
    /// <exception cref="SipasException">The key file is missing or damaged (<c>STO0007</c>).</exception>
    public ReceiptSigner OpenReceiptKey() => File.Exists(ReceiptKeyPath)
        ? ReceiptKeyFile.Open(ReceiptKeyPath, Options.KeyProtector, Options.ReadOnly)
        : throw new SipasException(new Problem(ProblemCodes.ReceiptKeyUnreadable, "receipt key", ReceiptKeyPath));

    /// <summary>Says which schema is there, without changing anything.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The database cannot be used.</exception>
    public abstract Task<SchemaStatus> CheckSchemaAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public Task<LocalizedText?> ReadNoticeAsync(CancellationToken cancellationToken) => ReadAsync(
        async connection => await connection.QuerySingleOrDefaultAsync<NoticeRow>("select vi, en from notice").ConfigureAwait(false) is { } row
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
                : connection.ExecuteAsync("insert into notice values (1, @Vi, @En) on conflict (notice_id) do update set vi = excluded.vi, en = excluded.en", new { notice.Vi, notice.En }, transaction)).ConfigureAwait(false);
            IReadOnlyList<StoredContent> contents = await ContentsAsync(connection, transaction, NoticeContents).ConfigureAwait(false);
            string detail = AuditActions.DetailOf(notice);
            return await AuditAsync(connection, transaction, AuditActions.NoticeSaved, detail, contents, before.Select(content => content.Subject))
                .ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what is open.</summary>
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

    /// <summary>Makes what must be there before the first connection, and applies the schema or requires it to be current.</summary>
    private protected abstract Task PrepareAsync(bool apply, CancellationToken cancellationToken);

    /// <summary>What an error of the database means to a host: something to mend, or to try again; the error itself when it is neither.</summary>
    private protected abstract Exception Explain(DbException error, bool committing);

    /// <summary>How the dialect writes a time that only people read.</summary>
    private protected abstract object Stamp(DateTimeOffset time);

    /// <summary>SQL that turns a parameter of the form yyyy-MM-dd into a day of the dialect.</summary>
    private protected virtual string DayIn(string parameter) => parameter;

    /// <summary>SQL that turns a day of the dialect into a text of the form yyyy-MM-dd.</summary>
    private protected virtual string DayOut(string column) => column;

    /// <summary>SQL that turns a parameter, a decimal number as text, into a number of the dialect.</summary>
    private protected virtual string NumberIn(string parameter) => parameter;

    /// <summary>Refuses to go on when what was written does not stand where it is looked for.</summary>
    /// <exception cref="StoreUnavailableException">The store is gone.</exception>
    private protected virtual void Committed(DbConnection connection)
    {
    }

    /// <summary>Takes in by what the store is known again.</summary>
    private protected virtual async Task RememberAsync(DbConnection connection, DbTransaction transaction)
    {
        foreach ((long sequence, byte[] link) in await connection.QueryAsync<(long, byte[])>("select sequence, chain_hash from ballot order by sequence desc limit 1", transaction: transaction).ConfigureAwait(false))
        {
            _marks.Enqueue(new LogMark(sequence, link));
        }
    }

    /// <summary>Refuses what was just read if the database changed meanwhile.</summary>
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
        catch (DbException error) when (Explain(error, committing: false) is var told && told != error)
        {
            throw told;
        }
    }

    private protected Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> write, CancellationToken cancellationToken) => WriteAsync(
        async connection => new BegunWrite(await BeginWriteAsync(connection, cancellationToken).ConfigureAwait(false)),
        (connection, begun) => write(connection, begun.Transaction),
        cancellationToken);

    /// <summary>Writes in one transaction that begins in its own way.</summary>
    private protected async Task<T> WriteAsync<TBegun, T>(Func<DbConnection, Task<TBegun>> begin, Func<DbConnection, TBegun, Task<T>> write, CancellationToken cancellationToken)
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
            // A driver whose query is cancelled may end in an error of its own protocol. Nothing was committed, and the connection is closed below.
            throw new OperationCanceledException("The write was cancelled; nothing was stored.", error, cancellationToken);
        }
        catch (DbException error) when (Explain(error, committing) is var told && told != error)
        {
            throw told;
        }
        finally
        {
            if (!done)
            {
                // Nobody knows what a failed connection still holds, and the heads of the chains may be ahead of the log.
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
            if (_marks.Count > MostMarks)
            {
                _marks.Dequeue();
            }
        }
    }

    /// <summary>A write that has begun.</summary>
    private protected record BegunWrite(DbTransaction Transaction);

    private sealed record NoticeRow(string Vi, string En);
}
