using System.Data.Common;
using Dapper;
using Npgsql;
using Sipas.Common;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Storage.Dapper.PostgreSql;

/// <summary>Stores a survey in the schema <c>sipas</c> of a PostgreSQL database, 15 or later. Several hosts may share
/// it: an advisory lock allows one writer at a time, so the log's order is the order of commits.</summary>
public sealed class PostgreSqlStorage : SqlStorage
{
    // "SIPAS" as a number: the advisory lock that writers hold until their commit.
    private const long WriterLock = 0x5349504153;

    private static readonly string LockSql = FormattableString.Invariant($"select pg_advisory_xact_lock({WriterLock})");

    private const string FindSql = $"select {StoredColumnNames} from ballot b join unit u using (unit_id) where b.ballot_id = any ($1)";

    // From this number of rows on, COPY is faster than one INSERT of arrays in spite of its extra round trips.
    private const int CopyFrom = 512;

    private static readonly LocalizedText IndexesUnchecked = new(
        "chỉ mục của PostgreSQL (cần phần mở rộng amcheck và quyền dùng nó)",
        "indexes of PostgreSQL (the extension amcheck and the right to use it are needed)");

    private readonly NpgsqlDataSource _source;
    private readonly SchemaInstaller _installer;
    // Identifies a database and a table: if they are dropped and created again, these numbers differ. Also checks
    // whether a written ballot is in the log.
    private const string KnownSql =
        "select (select oid::bigint from pg_database where datname = current_database()), "
        + "coalesce(to_regclass('sipas.ballot')::oid::bigint, 0), (select chain_hash from ballot where sequence = $1)";

    private readonly PostgreSqlErrors _errors;
    private readonly StoreLoss _loss;
    private readonly string _settingsSql;
    private (long Database, long Table)? _known;

    /// <summary>Creates the storage; the server is first contacted by <see cref="SqlStorage.OpenAsync"/>.</summary>
    /// <param name="connectionString">Npgsql's connection string. It never appears in a message.</param>
    /// <param name="packs">The packs whose ballots are stored.</param>
    /// <param name="clock">Server time.</param>
    /// <param name="options">Further options of the host; optional.</param>
    /// <exception cref="SipasException">The connection string cannot be read (<c>CFG0004</c>).</exception>
    public PostgreSqlStorage(string connectionString, MethodPackRegistry packs, TimeProvider clock, SqlStorageOptions? options = null)
        : base(packs, clock, options ??= new SqlStorageOptions())
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        NpgsqlConnectionStringBuilder settings = PostgreSqlErrors.Parse(connectionString);
        Place = FormattableString.Invariant($"{settings.Host}:{settings.Port}/{settings.Database}");
        settings.SearchPath = "sipas";
        settings.ApplicationName ??= "sipas";
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, 32);

        // Loading the log waits for the socket once per 64 KiB instead of once per 8 KiB.
        settings.ReadBufferSize = Math.Max(settings.ReadBufferSize, 65_536);
        _source = NpgsqlDataSource.Create(settings);
        _installer = new SchemaInstaller("PostgreSql", Place);
        _loss = new StoreLoss(options);
        _errors = new PostgreSqlErrors(Place, _loss);

        // A receipt guarantees durability, whatever the default of the role or database is; stronger settings remain in effect.
        // A writer's queries use indexes: a plan cached when the tables were empty must not scan them completely.
        _settingsSql = FormattableString.Invariant(
            $"""
            select set_config('enable_seqscan', 'off', true),
                   set_config('lock_timeout', '{(long)options.BusyTimeout.TotalMilliseconds}ms', true),
                   set_config('synchronous_commit',
                              case current_setting('synchronous_commit')
                                  when 'off' then 'on' else current_setting('synchronous_commit') end,
                              true)
            """);
    }

    /// <inheritdoc/>
    public override string Name => "PostgreSQL";

    private protected override string Place { get; }

    // Fewer rows are sent in one round trip together with their seals.
    private protected override int SignAsideFrom => CopyFrom;

    private protected override string SchemaPrefix => "sipas.";

    private protected override string TableNamesSql => "select tablename::text from pg_tables where schemaname = 'sipas'";

    private protected override string ViewNamesSql => "select viewname::text from pg_views where schemaname = 'sipas'";

    private protected override string ReceiptKeyPath =>
        Options.Resolve(Options.ReceiptKeyPath ?? Path.Combine("data", "sipas.receipt-key.pem"));

    /// <inheritdoc/>
    public override Task<SchemaStatus> CheckSchemaAsync(CancellationToken cancellationToken) => AtStartAsync(async () =>
        _installer.Status(await ReadAsync(connection => VersionAsync(connection, null), cancellationToken).ConfigureAwait(false)));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _source.Dispose();
        }
    }

    private protected override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        _loss.Require();
        return await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
    }

    private protected override async Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await connection.ExecuteAsync(
                new CommandDefinition($"{_settingsSql}; {LockSql}", transaction: transaction, cancellationToken: cancellationToken))
                .ConfigureAwait(false);
            if (_known is not null)
            {
                using DbCommand command = Known((NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
                DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                    RequireKnown(reader);
                }
            }

            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private protected override async Task<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);

    private protected override async Task<StoreCondition> ConditionAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // In whichever schema the extension is; null where it is not installed, or the role may not use it.
        string? check = await connection.ExecuteScalarAsync<string?>(
            """
            select p.oid::regproc::text
            from pg_proc p join pg_depend d on d.objid = p.oid and d.deptype = 'e' join pg_extension e on e.oid = d.refobjid
            where e.extname = 'amcheck' and p.proname = 'bt_index_check' and p.pronargs = 2 and has_function_privilege(p.oid, 'execute')
            """).ConfigureAwait(false);
        if (check is null)
        {
            return new StoreCondition([], [IndexesUnchecked]);
        }

        var faults = new List<Problem>();
        IEnumerable<(long Oid, string Name)> indexes = await connection.QueryAsync<(long, string)>(
            """
            select c.oid::bigint, c.relname::text from pg_class c join pg_index i on i.indexrelid = c.oid join pg_am a on a.oid = c.relam
            where c.relnamespace = 'sipas'::regnamespace and c.relkind = 'i' and a.amname = 'btree' and i.indisvalid order by c.relname
            """).ConfigureAwait(false);
        foreach ((long oid, string name) in indexes)
        {
            try
            {
                var command = new CommandDefinition(
                    $"select {check}(@oid::oid::regclass, true)", new { oid }, commandTimeout: 0, cancellationToken: cancellationToken);
                await connection.ExecuteAsync(command).ConfigureAwait(false);
            }
            catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.IndexCorrupted or PostgresErrorCodes.DataCorrupted)
            {
                faults.Add(Unsound($"{name}: {error.MessageText}"));
            }
        }

        return new StoreCondition([.. faults.Take(MaxFindings)], []);
    }

    private protected override Task PrepareAsync(bool apply, CancellationToken cancellationToken) => AtStartAsync(async () =>
    {
        SchemaStatus status = await CheckSchemaAsync(cancellationToken).ConfigureAwait(false);
        if (!apply || status.State is SchemaState.Current)
        {
            _installer.Require(status.Version);
            return true;
        }

        return await WriteAsync(
            async (connection, transaction) =>
            {
                int version = await VersionAsync(connection, transaction).ConfigureAwait(false);
                await _installer.ApplyAsync(connection, transaction, version, Stamp(Clock.GetUtcNow())).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    });

    // Ballots stored on several servers are read in several snapshots: a commit may be visible on one of them and not
    // yet on another. While the writer lock is free no commit is in progress, so all ballots committed by then are
    // completely visible.
    private protected override async Task<long> LastReadableAsync(DbConnection connection)
    {
        if (await connection.ExecuteScalarAsync<string>("select relkind::text from pg_class where oid = 'ballot'::regclass")
            .ConfigureAwait(false) == "r")
        {
            return long.MaxValue;
        }

        DbTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await connection.ExecuteAsync($"select pg_advisory_xact_lock_shared({WriterLock})", transaction: transaction)
                .ConfigureAwait(false);
            return await connection.ExecuteScalarAsync<long>("select coalesce(max(sequence), 0) from ballot", transaction: transaction)
                .ConfigureAwait(false);
        }
    }

    private protected override string GrantView(string name) =>
        $$"""
        do $$ begin
          if exists (select from pg_roles where rolname = 'sipas_auditor') then
            grant select on {{name}} to sipas_app, sipas_auditor;
          end if;
        end $$;

        """;

    private protected override Task<bool> MayMakeViewsAsync(DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteScalarAsync<bool>("select has_schema_privilege('sipas', 'create')", transaction: transaction);

    private protected override Exception Explain(DbException error, bool committing) =>
        _errors.Explain(error, committing, isOpen: _known is not null);

    private protected override object Stamp(DateTimeOffset time) => TimeValue(time);

    private protected override DateTimeOffset ReadStamp(DbDataReader reader, int ordinal) => ReadTime(reader, ordinal);

    private protected override string DayIn(string parameter) => $"cast({parameter} as date)";

    private protected override string DayOut(string column) => $"to_char({column}, 'YYYY-MM-DD')";

    private protected override string NumberIn(string parameter) => $"cast({parameter} as numeric)";

    private protected override object IdValue(Guid id) => id;

    private protected override Guid ReadId(DbDataReader reader, int ordinal) => reader.GetGuid(ordinal);

    private protected override object TimeValue(DateTimeOffset time) => time.UtcDateTime;

    private protected override DateTimeOffset ReadTime(DbDataReader reader, int ordinal) => new(reader.GetDateTime(ordinal));

    private protected override async Task<Dictionary<Guid, StoredReceipt>> FindAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        NpgsqlCommand command = ((NpgsqlConnection)connection).CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = (NpgsqlTransaction?)transaction;
            command.CommandText = FindSql;
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
            NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await ReadReceiptsAsync(reader, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Takes the writer lock and reads the ballots stored under the ids and the end of the log in one round trip: each
    // statement sees the data committed before it began.
    private protected override async Task<BegunAppend> BeginAppendAsync(
        DbConnection connection, Guid[] ids, CancellationToken cancellationToken)
    {
        DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var batch = new NpgsqlBatch((NpgsqlConnection)connection, (NpgsqlTransaction)transaction)
            {
                BatchCommands =
                {
                    new NpgsqlBatchCommand(_settingsSql),
                    new NpgsqlBatchCommand(LockSql),
                    new NpgsqlBatchCommand(FindSql) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = ids } } },
                    new NpgsqlBatchCommand(LogEndSql),
                    new NpgsqlBatchCommand(KnownSql) { Parameters = { new NpgsqlParameter<long> { TypedValue = LastMark.Sequence } } },
                },
            };
            await using (batch.ConfigureAwait(false))
            {
                NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    Dictionary<Guid, StoredReceipt> stored = await ReadReceiptsAsync(reader, cancellationToken).ConfigureAwait(false);
                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                    (long last, long closings) = (reader.GetInt64(0), reader.GetInt64(1));
                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                    RequireKnown(reader);
                    return new BegunAppend(transaction, stored, last, closings);
                }
            }
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private LogMark LastMark => Marks.Count == 0 ? new LogMark(0, []) : Marks.Last();

    private protected override async Task RememberAsync(DbConnection connection, DbTransaction transaction)
    {
        await base.RememberAsync(connection, transaction).ConfigureAwait(false);
        using DbCommand command = Known((NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
        DbDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            await reader.ReadAsync().ConfigureAwait(false);
            _known = (reader.GetInt64(0), reader.GetInt64(1));
        }
    }

    private NpgsqlCommand Known(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        new(KnownSql, connection, transaction) { Parameters = { new NpgsqlParameter<long> { TypedValue = LastMark.Sequence } } };

    // Within the transaction that writes: until it is committed, its locks prevent the tables from being dropped.
    private void RequireKnown(DbDataReader reader)
    {
        if (_known is { } known
            && ((reader.GetInt64(0), reader.GetInt64(1)) != known
                || (LastMark is { Sequence: > 0 } mark
                    && (reader.IsDBNull(2) || !reader.GetFieldValue<byte[]>(2).AsSpan().SequenceEqual(mark.Link)))))
        {
            throw _loss.Note(new Problem(ProblemCodes.StoreReplaced, Place));
        }
    }

    private async Task<Dictionary<Guid, StoredReceipt>> ReadReceiptsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, StoredReceipt>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            StoredReceipt stored = ReadStored(reader);
            found.Add(stored.BallotId, stored);
        }

        return found;
    }

    private protected override async Task InsertAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<BallotRow> rows, Task<IReadOnlyList<SealRow>> seals,
        CancellationToken cancellationToken)
    {
        if (rows.Count < CopyFrom)
        {
            await PostgreSqlBallotWriter.InsertAsync((NpgsqlConnection)connection, (NpgsqlTransaction)transaction, rows,
                await seals.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return;
        }

        await PostgreSqlBallotWriter.CopyAsync((NpgsqlConnection)connection, rows, cancellationToken).ConfigureAwait(false);
        await InsertSealsAsync(connection, transaction, await seals.ConfigureAwait(false)).ConfigureAwait(false);
    }

    private protected override Task InsertValuesAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<ValueRow> rows, CancellationToken cancellationToken) =>
        rows.Count < CopyFrom
            ? PostgreSqlValueWriter.InsertAsync((NpgsqlConnection)connection, (NpgsqlTransaction)transaction, rows, cancellationToken)
            : PostgreSqlValueWriter.CopyAsync((NpgsqlConnection)connection, rows, cancellationToken);

    private static async Task<int> VersionAsync(DbConnection connection, DbTransaction? transaction) =>
        await connection.ExecuteScalarAsync<bool>("select to_regclass('sipas.schema_version') is not null", transaction: transaction)
        .ConfigureAwait(false)
            ? await connection.ExecuteScalarAsync<int>("select coalesce(max(version), 0) from sipas.schema_version",
                transaction: transaction).ConfigureAwait(false)
            : 0;

    // At startup, a server that does not answer is a configuration error, not a condition to retry.
    private async Task<T> AtStartAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (StoreUnavailableException error) when (error.Reason == StoreUnavailability.Unreachable)
        {
            throw new SipasException(new Problem(ProblemCodes.ServerUnreachable, Place), error);
        }
    }
}
