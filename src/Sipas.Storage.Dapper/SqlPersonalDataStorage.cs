using System.Data.Common;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Dapper;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Storage.Dapper;

/// <summary>Stores personal data in an SQL database, separately from the ballots.</summary>
/// <remarks>The part common to all dialects; a dialect implements connecting, schema installation, locking and bulk
/// inserts.</remarks>
public abstract partial class SqlPersonalDataStorage : IPersonalDataStorage, IDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile bool _isOpen;

    private protected SqlPersonalDataStorage(TimeProvider clock, SqlStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(options);
        (Clock, Options) = (clock, options);
        options.RootPath ??= Directory.GetCurrentDirectory();
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    private protected TimeProvider Clock { get; }

    private protected SqlStorageOptions Options { get; }

    private protected DateTimeOffset Now => Iso8601.CutToMilliseconds(Clock.GetUtcNow());

    /// <inheritdoc/>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_isOpen)
        {
            return;
        }

        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isOpen)
            {
                await RefuseToBeginAsync(Options.PrepareSchema, cancellationToken).ConfigureAwait(false);
                await PrepareWholeAsync(Options.PrepareSchema && !Options.ReadOnly, cancellationToken).ConfigureAwait(false);
                _isOpen = true;
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Creates or upgrades the schema, whatever the options: for <c>sipas schema apply</c>.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The schema is newer, or the database cannot be used.</exception>
    public async Task ApplySchemaAsync(CancellationToken cancellationToken)
    {
        await RefuseToBeginAsync(apply: true, cancellationToken).ConfigureAwait(false);
        await PrepareWholeAsync(apply: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets the status of the schema without changing anything.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The database cannot be used.</exception>
    public abstract Task<SchemaStatus> CheckSchemaAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases resources.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _opening.Dispose();
        }
    }

    /// <summary>Location of the data, for messages. Never a connection string.</summary>
    private protected abstract string Place { get; }

    private protected abstract DbConnection Connect();

    private protected abstract Task<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Begins a transaction that excludes other writers.</summary>
    private protected abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken);

    private protected abstract Task PrepareAsync(bool apply, CancellationToken cancellationToken);

    /// <summary>Translates a database error into an exception for the host: a configuration error or a condition to
    /// retry; the error itself when it is neither.</summary>
    private protected abstract Exception Explain(DbException error, bool committing);

    /// <summary>Converts a time to the dialect's format.</summary>
    private protected abstract object Stamp(DateTimeOffset time);

    /// <summary>SQL that converts a time of the dialect to text that <see cref="Iso8601"/> reads.</summary>
    private protected virtual string TimeOut(string column) => column;

    /// <summary>SQL that converts a parameter of the form yyyy-MM-dd to a day of the dialect.</summary>
    private protected virtual string DayIn(string parameter) => parameter;

    /// <summary>SQL that converts a day of the dialect to text of the form yyyy-MM-dd.</summary>
    private protected virtual string DayOut(string column) => column;

    /// <summary>Writes rows of a frame as they are read.</summary>
    private protected abstract Task<long> InsertFrameRowsAsync(
        DbConnection connection, DbTransaction transaction, long frameId, IEnumerable<(long Number, string Cells)> rows,
        CancellationToken cancellationToken);

    /// <summary>Throws when the committed data is not in the database at the configured location.</summary>
    private protected virtual void Committed(DbConnection connection)
    {
    }

    /// <summary>Rejects the data just read if the database changed in the meantime.</summary>
    private protected virtual void RequireUnchanged()
    {
    }

    private protected async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
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

    private protected async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> write, CancellationToken cancellationToken)
    {
        if (Options.ReadOnly)
        {
            throw new SipasException(new Problem(ProblemCodes.StoreReadOnly, Name));
        }

        await OpenAsync(cancellationToken).ConfigureAwait(false);
        bool committing = false;
        try
        {
            DbConnection connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                DbTransaction transaction = await BeginWriteAsync(connection, cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    T result = await write(connection, transaction).ConfigureAwait(false);
                    cancellationToken.ThrowIfCancellationRequested();
                    committing = true;
                    await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                    Committed(connection);
                    return result;
                }
            }
        }
        catch (Exception error) when (!committing && cancellationToken.IsCancellationRequested
            && error is not (OperationCanceledException or SipasException or StoreUnavailableException))
        {
            // A driver whose query is cancelled may throw its own protocol error. Nothing was committed, and the
            // connection returns to its pool as broken.
            throw new OperationCanceledException("The write was cancelled; nothing was stored.", error, cancellationToken);
        }
        catch (DbException error) when (Explain(error, committing) is var explained && explained != error)
        {
            throw explained;
        }
    }

    /// <summary>Runs a step of a read; database errors are translated.</summary>
    private protected T Explained<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (DbException error) when (Explain(error, committing: false) is var explained && explained != error)
        {
            throw explained;
        }
    }

    private async Task PrepareWholeAsync(bool apply, CancellationToken cancellationToken)
    {
        await PrepareAsync(apply, cancellationToken).ConfigureAwait(false);
        await SealFormerAsync(apply, cancellationToken).ConfigureAwait(false);
    }

    // An existing key shows that a store existed: its database was moved or deleted, or the path is wrong.
    private async Task RefuseToBeginAsync(bool apply, CancellationToken cancellationToken)
    {
        if (apply && !Options.ReadOnly && !Options.AllowNewStore && File.Exists(TicketKeyPath)
            && (await CheckSchemaAsync(cancellationToken).ConfigureAwait(false)).State == SchemaState.Missing)
        {
            throw new SipasException(new Problem(ProblemCodes.StoreMissingBesideKey, Place, TicketKeyPath));
        }
    }

    private protected static string Show(long number) => number.ToString(CultureInfo.InvariantCulture);

    private protected static DateTimeOffset Time(string text) => Iso8601.TryRead(text, out DateTimeOffset time)
        ? time.ToUniversalTime()
        : throw new FormatException($"The store holds the time '{text}'.");

    private static async Task<long> RequireSurveyAsync(DbConnection connection, DbTransaction transaction, string survey) =>
        await connection.ExecuteScalarAsync<long?>("select survey_id from survey where code = @survey", new { survey }, transaction)
        .ConfigureAwait(false)
        ?? throw new SipasException(new Problem(ProblemCodes.SurveyUnknown, null, survey));

    private async Task RefuseDrawnAsync(DbConnection connection, DbTransaction transaction, string survey)
    {
        if (await connection.ExecuteScalarAsync<string?>(
            $"select {TimeOut("drawn_at")} from draw join survey using (survey_id) where code = @survey", new { survey }, transaction)
            .ConfigureAwait(false) is { } drawnAt)
        {
            throw new SipasException(new Problem(ProblemCodes.PlanDrawn, survey, drawnAt));
        }
    }
}
