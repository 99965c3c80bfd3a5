using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Sipas.Problems;
using Sipas.Storage.Dapper.Dialects;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Rows;

namespace Sipas.Storage.Dapper.Sessions;

/// <summary>Reads and writes of one store: a connection for each read, one connection and one transaction at a time for writes, and
/// database errors that are translated.</summary>
/// <param name="dialect">The database.</param>
/// <param name="clock">Server time.</param>
/// <param name="identity">What the process knows of the store; null for a store without ballots.</param>
/// <param name="open">Opens the store before it is used; null where the caller has opened it.</param>
internal sealed class SqlSession(SqlDialect dialect, TimeProvider clock, StoreIdentity? identity,
    Func<CancellationToken, Task>? open = null) : IDisposable
{
    private const int ReadAhead = 256;

    private readonly SemaphoreSlim _writing = new(1, 1);

    public SqlDialect Dialect => dialect;

    public SqlStorageOptions Options => dialect.Options;

    public TimeProvider Clock => clock;

    /// <summary>The current time in the format of the dialect.</summary>
    public object Now => dialect.Stamp(clock.GetUtcNow());

    /// <summary>What the process knows of the store.</summary>
    public StoreIdentity Identity => identity ?? throw new InvalidOperationException("The store has no ballots.");

    /// <summary>The last ballot of the current append; recorded in <see cref="Identity"/> once it is committed.</summary>
    public LogMark? NewMark { get; set; }

    /// <summary>Called after a write failed: what the parts remember may be ahead of the store.</summary>
    public event Action? WriteFailed;

    /// <summary>The connection of the writer; null before the first write and after a failed one.</summary>
    public DbConnection? Writer { get; private set; }

    /// <summary>Reads from one connection.</summary>
    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await (open?.Invoke(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        return await ExplainedAsync(async () =>
        {
            DbConnection connection = await dialect.ConnectAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                T result = await read(connection).ConfigureAwait(false);
                dialect.RequireUnchanged();
                return result;
            }
        }).ConfigureAwait(false);
    }

    /// <summary>Writes in one transaction of the only writer.</summary>
    public Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> write, CancellationToken cancellationToken) =>
        WriteAsync(
            connection => dialect.BeginWriteAsync(connection, identity, cancellationToken),
            transaction => transaction, write, cancellationToken);

    /// <summary>Writes in one transaction of the only writer that <paramref name="begin"/> begins.</summary>
    public async Task<T> WriteAsync<TBegun, T>(
        Func<DbConnection, Task<TBegun>> begin, Func<TBegun, DbTransaction> transactionOf, Func<DbConnection, TBegun, Task<T>> write,
        CancellationToken cancellationToken)
    {
        if (Options.ReadOnly)
        {
            throw new SipasException(new Problem(ProblemCodes.StoreReadOnly, dialect.Place));
        }

        await (open?.Invoke(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        bool committing = false;
        bool done = false;
        try
        {
            Writer ??= await dialect.ConnectAsync(cancellationToken).ConfigureAwait(false);
            TBegun begun = await begin(Writer).ConfigureAwait(false);
            DbTransaction transaction = transactionOf(begun);
            await using (transaction.ConfigureAwait(false))
            {
                T result = await write(Writer, begun).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                committing = true;
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                Mark();
                dialect.Committed(Writer, identity);
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
        catch (DbException error) when (dialect.Explain(error, committing) is var explained && explained != error)
        {
            throw explained;
        }
        finally
        {
            if (!done)
            {
                // The state of a failed connection is unknown.
                NewMark = null;
                WriteFailed?.Invoke();
                Writer?.Dispose();
                Writer = null;
            }

            _writing.Release();
        }
    }

    /// <summary>Erases data: the database overwrites it, and removes it from its own log after the commit.</summary>
    /// <param name="erase">Erases, and returns the number of rows.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task<long> EraseAsync(Func<DbConnection, DbTransaction, Task<long>> erase, CancellationToken cancellationToken)
    {
        long erased = await WriteAsync(
            async (connection, transaction) =>
            {
                await dialect.BeginErasureAsync(connection, transaction).ConfigureAwait(false);
                return await erase(connection, transaction).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        if (erased > 0)
        {
            await ReadAsync(
                async connection =>
                {
                    await dialect.EndErasureAsync(connection).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }

        return erased;
    }

    /// <summary>Streams the rows of a query over the log.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="parameters">Its parameters; <paramref name="prepare"/> may add some.</param>
    /// <param name="prepare">Reads on the same connection before the query.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <param name="retain">Whether a row is returned; null for all rows.</param>
    public async IAsyncEnumerable<T> StreamAsync<TContext, T>(
        string sql, object parameters, Func<DbConnection, Task<TContext>> prepare, Func<DbDataReader, TContext, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken, Func<T, TContext, bool>? retain = null)
    {
        DbConnection connection = await ExplainedAsync(() => dialect.ConnectAsync(cancellationToken)).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            TContext context = await ExplainedAsync(() => prepare(connection)).ConfigureAwait(false);
            DbDataReader reader = await ExplainedAsync(() =>
                connection.ExecuteReaderAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)))
                .ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var block = new List<T>(ReadAhead);
                for (bool more = true; more;)
                {
                    block.Clear();
                    more = await ExplainedAsync(() => FillAsync(reader, context, read, retain, block, cancellationToken))
                        .ConfigureAwait(false);
                    foreach (T row in block)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        yield return row;
                    }
                }

                dialect.RequireUnchanged();
            }
        }
    }

    public void Dispose()
    {
        Writer?.Dispose();
        _writing.Dispose();
        dialect.Dispose();
    }

    // Row by row through the callers above would take longer than reading and decoding the row.
    private static async Task<bool> FillAsync<TContext, T>(
        DbDataReader reader, TContext context, Func<DbDataReader, TContext, T> read, Func<T, TContext, bool>? retain, List<T> block,
        CancellationToken cancellationToken)
    {
        while (block.Count < ReadAhead)
        {
            if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            T row = read(reader, context);
            if (retain is null || retain(row, context))
            {
                block.Add(row);
            }
        }

        return true;
    }

    /// <summary>Runs a step of a read; database errors are translated.</summary>
    public T Explained<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (DbException error) when (dialect.Explain(error, committing: false) is var explained && explained != error)
        {
            throw explained;
        }
    }

    /// <summary>Runs a step of a read; database errors are translated.</summary>
    public async Task<T> ExplainedAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (DbException error) when (dialect.Explain(error, committing: false) is var explained && explained != error)
        {
            throw explained;
        }
    }

    private void Mark()
    {
        if (NewMark is { } mark)
        {
            Identity.Add(mark);
            NewMark = null;
        }
    }
}
