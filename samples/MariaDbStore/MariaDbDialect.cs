using System.Data;
using System.Data.Common;
using System.Globalization;
using Dapper;
using MySqlConnector;
using Sipas.Problems;
using Sipas.Storage.Dapper.Dialects;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Schema;

namespace MariaDbStore;

/// <summary>MariaDB: one row is the lock of the only writer; times are numbers, days and decimal numbers are texts.</summary>
/// <remarks>Schema changes commit at once in MariaDB. The script can be applied again after it was interrupted.</remarks>
internal sealed class MariaDbDialect : SqlDialect
{
    private readonly MySqlDataSource _source;

    /// <param name="connectionString">Connection string of MySqlConnector.</param>
    /// <param name="options">Options of the host.</param>
    public MariaDbDialect(string connectionString, SqlStorageOptions options)
        : base(options)
    {
        // A number of affected rows counts rows that changed, and a binary value is never a Guid.
        var settings = new MySqlConnectionStringBuilder(connectionString) { UseAffectedRows = true, GuidFormat = MySqlGuidFormat.None };
        Place = $"{settings.Server}/{settings.Database}";
        _source = new MySqlDataSource(settings.ToString());
    }

    /// <inheritdoc/>
    public override string Name => "MariaDB";

    /// <inheritdoc/>
    public override string Place { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<SchemaScript> Scripts { get; } = SchemaScripts.Embedded(typeof(MariaDbDialect).Assembly, "");

    /// <inheritdoc/>
    protected override string TableNamesSql =>
        "select table_name from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'";

    /// <inheritdoc/>
    protected override string ViewNamesSql => "select table_name from information_schema.views where table_schema = database()";

    /// <inheritdoc/>
    protected override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        RequireNotLost();
        MySqlConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Without IGNORE_SPACE, which ANSI includes: columns are named count and sum.
            await connection.ExecuteAsync(new CommandDefinition(string.Create(CultureInfo.InvariantCulture,
                $"set session sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES,STRICT_ALL_TABLES', innodb_lock_wait_timeout = {Wait}"),
                cancellationToken: cancellationToken)).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override async Task<DbTransaction> BeginWriteAsync(DbConnection connection, StoreIdentity? identity,
        CancellationToken cancellationToken)
    {
        // Read committed: a statement sees all that was committed before it, and the lock is taken by the first one.
        DbTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            await LockAsync(connection, transaction, hasSchema: identity is not null, cancellationToken).ConfigureAwait(false);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override Exception Explain(DbException failure, bool committing) =>
        failure is not MySqlException own ? failure : own.ErrorCode switch
        {
            MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.LockDeadlock or MySqlErrorCode.TooManyUserConnections
                or MySqlErrorCode.ConnectionCountError => new StoreUnavailableException(StoreUnavailability.Busy, own),
            MySqlErrorCode.DiskFull or MySqlErrorCode.RecordFileFull => new StoreUnavailableException(StoreUnavailability.Full, own),
            MySqlErrorCode.AccessDenied or MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.UnknownDatabase =>
                new SipasException(new Problem(ProblemCodes.ServerRefused, Place, own.ErrorCode.ToString()), own),
            MySqlErrorCode.TableAccessDenied => new SipasException(new Problem(ProblemCodes.PrivilegeMissing, Place, own.Message), own),

            // If the connection is lost during a commit, it is unknown whether the data was written.
            _ when !committing && (own.IsTransient || own.InnerException is IOException or EndOfStreamException) =>
                new StoreUnavailableException(StoreUnavailability.Unreachable, own),
            _ => own,
        };

    /// <inheritdoc/>
    protected override string Upsert(string insert, string key, params string[] updated)
    {
        IEnumerable<string> changes = updated.Length == 0
            ? key.Split(", ").Take(1).Select(column => $"{column} = {column}")
            : updated.Select(column => $"{column} = values({column})");
        return $"{insert} on duplicate key update {string.Join(", ", changes)}";
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }
    }

    private int Wait => (int)Math.Ceiling(Options.BusyTimeout.TotalSeconds);

    // Locks the row of the schema's first version until the commit. While there is no schema the connection has a named lock,
    // which ends when it is returned to its pool.
    private async Task LockAsync(DbConnection connection, DbTransaction transaction, bool hasSchema, CancellationToken cancellationToken)
    {
        string sql = hasSchema
            ? "select @@innodb_flush_log_at_trx_commit from schema_version where version = 1 for update"
            : "select if(get_lock(concat('sipas.', database()), @wait) = 1, @@innodb_flush_log_at_trx_commit, -1)";
        long flush = await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, new { wait = Wait }, transaction,
            cancellationToken: cancellationToken)).ConfigureAwait(false);
        if (flush < 0)
        {
            throw new StoreUnavailableException(StoreUnavailability.Busy, new TimeoutException("Another process prepares the schema."));
        }

        // A receipt guarantees durability: each commit must be written to the disk.
        if (flush != 1)
        {
            throw new SipasException(new Problem(ProblemCodes.OptionOutOfRange, "innodb_flush_log_at_trx_commit",
                flush.ToString(CultureInfo.InvariantCulture), "1"));
        }
    }
}
