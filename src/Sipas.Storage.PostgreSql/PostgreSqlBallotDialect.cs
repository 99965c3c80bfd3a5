using System.Data.Common;
using Dapper;
using Npgsql;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Storage.Dapper.Dialects;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Rows;
using Sipas.Storage.Dapper.Schema;

namespace Sipas.Storage.PostgreSql;

/// <summary>PostgreSQL: ballots in the schema <c>sipas</c>.</summary>
internal sealed class PostgreSqlBallotDialect : PostgreSqlDialect
{
    // "SIPAS" as a number: the advisory lock that writers hold until their commit.
    private const long WriterLock = 0x5349504153;

    private static readonly string LockSql = FormattableString.Invariant($"select pg_advisory_xact_lock({WriterLock})");

    private static readonly string FindByIdsSql = FindSql("= any ($1)");

    // From this number of rows on, COPY is faster than one INSERT of arrays in spite of its extra round trips.
    private const int CopyFrom = 512;

    private static readonly LocalizedText IndexesUnchecked = new(
        "chỉ mục của PostgreSQL (cần phần mở rộng amcheck và quyền dùng nó)",
        "indexes of PostgreSQL (the extension amcheck and the right to use it are needed)");

    // Identifies a database and a table: if they are dropped and created again, these numbers differ. Also checks
    // whether a written ballot is in the log.
    private const string KnownSql =
        "select (select oid::bigint from pg_database where datname = current_database()), "
        + "coalesce(to_regclass('sipas.ballot')::oid::bigint, 0), (select chain_hash from ballot where sequence = $1)";

    private readonly string _settingsSql;

    /// <param name="connectionString">Npgsql's connection string.</param>
    /// <param name="options">Options of the host.</param>
    /// <param name="scripts">The schema scripts; null: those of this library.</param>
    /// <exception cref="SipasException">The connection string cannot be read (<c>CFG0004</c>).</exception>
    public PostgreSqlBallotDialect(string connectionString, SqlStorageOptions options, IReadOnlyList<SchemaScript>? scripts = null)
        : base(connectionString, "sipas", options)
    {
        Scripts = scripts ?? PostgreSqlScripts.Ballots;

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

    protected override IReadOnlyList<SchemaScript> Scripts { get; }

    // Fewer rows are sent in one round trip together with their seals.
    protected override int SignAsideFrom => CopyFrom;

    protected override void Configure(NpgsqlConnectionStringBuilder settings)
    {
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, 32);

        // Loading the log waits for the socket once per 64 KiB instead of once per 8 KiB.
        settings.ReadBufferSize = Math.Max(settings.ReadBufferSize, 65_536);
    }

    protected override async Task<DbTransaction> BeginWriteAsync(DbConnection connection, StoreIdentity? identity,
        CancellationToken cancellationToken)
    {
        DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await connection.ExecuteAsync(
                new CommandDefinition($"{_settingsSql}; {LockSql}", transaction: transaction, cancellationToken: cancellationToken))
                .ConfigureAwait(false);
            if (Known is not null)
            {
                using DbCommand command = KnownCommand((NpgsqlConnection)connection, (NpgsqlTransaction)transaction, identity);
                DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                    RequireKnown(reader, identity);
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

    protected override async Task<StoreCondition> CheckConditionAsync(DbConnection connection, CancellationToken cancellationToken)
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

    // Ballots stored on several servers are read in several snapshots: a commit may be visible on one of them and not
    // yet on another. While the writer lock is free no commit is in progress, so all ballots committed by then are
    // completely visible.
    protected override async Task<long> LastReadableAsync(DbConnection connection)
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

    protected override string GrantView(string name) =>
        $$"""
        do $$ begin
          if exists (select from pg_roles where rolname = 'sipas_auditor') then
            grant select on {{name}} to sipas_app, sipas_auditor;
          end if;
        end $$;

        """;

    protected override Task<bool> MayMakeViewsAsync(DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteScalarAsync<bool>("select has_schema_privilege('sipas', 'create')", transaction: transaction);

    protected override async Task<IReadOnlyDictionary<Guid, StoredPlace>> FindAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        NpgsqlCommand command = ((NpgsqlConnection)connection).CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = (NpgsqlTransaction?)transaction;
            command.CommandText = FindByIdsSql;
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
            NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await ReadPlacesAsync(reader, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Takes the writer lock and reads the ballots stored under the ids and the end of the log in one round trip: each
    // statement sees the data committed before it began.
    protected override async Task<BegunAppend> BeginAppendAsync(
        DbConnection connection, Guid[] ids, StoreIdentity identity, CancellationToken cancellationToken)
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
                    new NpgsqlBatchCommand(FindByIdsSql) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = ids } } },
                    new NpgsqlBatchCommand(LogEndSql),
                    new NpgsqlBatchCommand(KnownSql)
                    {
                        Parameters = { new NpgsqlParameter<long> { TypedValue = LastMark(identity).Sequence } },
                    },
                },
            };
            await using (batch.ConfigureAwait(false))
            {
                NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    Dictionary<Guid, StoredPlace> stored = await ReadPlacesAsync(reader, cancellationToken).ConfigureAwait(false);
                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                    (long last, long closings) = (reader.GetInt64(0), reader.GetInt64(1));
                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                    RequireKnown(reader, identity);
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

    private static LogMark LastMark(StoreIdentity? identity) =>
        identity is { Marks.Count: > 0 } ? identity.Marks.Last() : new LogMark(0, []);

    protected override async Task RememberAsync(DbConnection connection, DbTransaction transaction, StoreIdentity identity)
    {
        using DbCommand command = KnownCommand((NpgsqlConnection)connection, (NpgsqlTransaction)transaction, identity);
        DbDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            await reader.ReadAsync().ConfigureAwait(false);
            Known = (reader.GetInt64(0), reader.GetInt64(1));
        }
    }

    private static NpgsqlCommand KnownCommand(NpgsqlConnection connection, NpgsqlTransaction transaction, StoreIdentity? identity) =>
        new(KnownSql, connection, transaction) { Parameters = { new NpgsqlParameter<long> { TypedValue = LastMark(identity).Sequence } } };

    // Within the transaction that writes: until it is committed, its locks prevent the tables from being dropped.
    private void RequireKnown(DbDataReader reader, StoreIdentity? identity)
    {
        if (Known is { } known
            && ((reader.GetInt64(0), reader.GetInt64(1)) != known
                || (LastMark(identity) is { Sequence: > 0 } mark
                    && (reader.IsDBNull(2) || !reader.GetFieldValue<byte[]>(2).AsSpan().SequenceEqual(mark.Link)))))
        {
            throw Lost(new Problem(ProblemCodes.StoreReplaced, Place));
        }
    }

    private async Task<Dictionary<Guid, StoredPlace>> ReadPlacesAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, StoredPlace>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            StoredPlace stored = ReadPlace(reader);
            found.Add(stored.BallotId, stored);
        }

        return found;
    }

    protected override async Task InsertBallotsAsync(
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

    protected override Task InsertValuesAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<ValueRow> rows, CancellationToken cancellationToken) =>
        rows.Count < CopyFrom
            ? PostgreSqlValueWriter.InsertAsync((NpgsqlConnection)connection, (NpgsqlTransaction)transaction, rows, cancellationToken)
            : PostgreSqlValueWriter.CopyAsync((NpgsqlConnection)connection, rows, cancellationToken);
}
