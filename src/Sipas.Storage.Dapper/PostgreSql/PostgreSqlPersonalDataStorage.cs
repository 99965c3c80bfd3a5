using System.Data.Common;
using System.Globalization;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Sipas.Problems;

namespace Sipas.Storage.Dapper.PostgreSql;

/// <summary>Stores personal data in the schema <c>sipas_people</c> of a PostgreSQL database, 15 or later: the database
/// of the ballots, or another one.</summary>
public sealed class PostgreSqlPersonalDataStorage : SqlPersonalDataStorage
{
    // "SIPP" as a number: the advisory lock that writers hold until their commit, so that the state on which a write
    // depends cannot change.
    private const long WriterLock = 0x53495050;

    // Identifies a database and a table: if they are dropped and created again, these numbers differ.
    private const string KnownSql =
        "select (select oid::bigint from pg_database where datname = current_database()), "
        + "coalesce(to_regclass('sipas_people.survey')::oid::bigint, 0)";

    private readonly NpgsqlDataSource _source;
    private readonly SchemaInstaller _installer;
    private readonly PostgreSqlErrors _errors;
    private readonly StoreLoss _loss;
    private readonly string _beginSql;
    private (long Database, long Table)? _known;

    /// <summary>Creates the storage; the server is first contacted by <see cref="SqlPersonalDataStorage.OpenAsync"/>.</summary>
    /// <param name="connectionString">Npgsql's connection string. It never appears in a message.</param>
    /// <param name="clock">Server time.</param>
    /// <param name="options">Further options of the host; optional.</param>
    /// <exception cref="SipasException">The connection string cannot be read (<c>CFG0004</c>).</exception>
    public PostgreSqlPersonalDataStorage(string connectionString, TimeProvider clock, SqlStorageOptions? options = null)
        : base(clock, options ??= new SqlStorageOptions())
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        NpgsqlConnectionStringBuilder settings = PostgreSqlErrors.Parse(connectionString);
        Place = FormattableString.Invariant($"{settings.Host}:{settings.Port}/{settings.Database}");
        settings.SearchPath = "sipas_people";
        settings.ApplicationName ??= "sipas people";
        _source = NpgsqlDataSource.Create(settings);
        _installer = new SchemaInstaller(SchemaScripts.Of("PostgreSql/People"), Place,
            "select tablename from pg_tables where schemaname = 'sipas_people'",
            "select viewname from pg_views where schemaname = 'sipas_people'", "sipas_people.");
        _loss = new StoreLoss(options);
        _errors = new PostgreSqlErrors(Place, _loss.Note);
        _beginSql = string.Create(
            CultureInfo.InvariantCulture,
            $"select set_config('lock_timeout', '{(long)options.BusyTimeout.TotalMilliseconds}ms', true); "
            + $"select pg_advisory_xact_lock({WriterLock})");
    }

    /// <inheritdoc/>
    public override string Name => "PostgreSQL";

    private protected override string Place { get; }

    private protected override string TicketKeyPath => Options.Resolve(Options.TicketKeyPath ?? Path.Combine("data", "sipas.ticket-key"));

    /// <inheritdoc/>
    public override async Task<SchemaStatus> CheckSchemaAsync(CancellationToken cancellationToken)
    {
        try
        {
            NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return _installer.Status(await VersionAsync(connection, null).ConfigureAwait(false));
            }
        }
        catch (DbException error) when (ExplainAtStart(error) is var explained && explained != error)
        {
            throw explained;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _source.Dispose();
        }
    }

    private protected override DbConnection Connect()
    {
        _loss.Require();
        return _source.OpenConnection();
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
            await connection.ExecuteAsync(new CommandDefinition(_beginSql, transaction: transaction, cancellationToken: cancellationToken))
                .ConfigureAwait(false);
            (long Database, long Table) there = await connection
                .QuerySingleAsync<(long, long)>(
                    new CommandDefinition(KnownSql, transaction: transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
            if (_known is { } known && known != there)
            {
                throw _loss.Note(new Problem(ProblemCodes.StoreReplaced, Place));
            }

            _known = there.Table == 0 ? null : there;
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private protected override async Task PrepareAsync(bool apply, CancellationToken cancellationToken)
    {
        SchemaStatus status = await CheckSchemaAsync(cancellationToken).ConfigureAwait(false);
        if (!apply || status.State is SchemaState.Current)
        {
            _installer.Require(status.Version);
            return;
        }

        try
        {
            NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                DbTransaction transaction = await BeginWriteAsync(connection, cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    await _installer.ApplyAsync(connection, transaction, await VersionAsync(connection, transaction).ConfigureAwait(false),
                        Stamp(Clock.GetUtcNow())).ConfigureAwait(false);
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (DbException error) when (ExplainAtStart(error) is var explained && explained != error)
        {
            throw explained;
        }
    }

    private protected override async Task<bool> HasTableAsync(DbConnection connection, string table) =>
        await connection.ExecuteScalarAsync<bool>("select to_regclass('sipas_people.' || @table) is not null", new { table })
        .ConfigureAwait(false);

    private protected override Exception Explain(DbException error, bool committing) =>
        _errors.Explain(error, committing, isOpen: _known is not null);

    private protected override object Stamp(DateTimeOffset time) => time.UtcDateTime;

    private protected override string TimeOut(string column) =>
        $"""to_char({column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')""";

    private protected override string DayIn(string parameter) => $"cast({parameter} as date)";

    private protected override string DayOut(string column) => $"to_char({column}, 'YYYY-MM-DD')";

    private protected override async Task<long> InsertFrameRowsAsync(
        DbConnection connection, DbTransaction transaction, long frameId, IEnumerable<(long Number, string Cells)> rows,
        CancellationToken cancellationToken)
    {
        NpgsqlBinaryImporter importer = await ((NpgsqlConnection)connection)
            .BeginBinaryImportAsync("copy frame_row (frame_id, number, cells) from stdin (format binary)", cancellationToken)
            .ConfigureAwait(false);
        await using (importer.ConfigureAwait(false))
        {
            foreach ((long number, string cells) in rows)
            {
                await importer.StartRowAsync(cancellationToken).ConfigureAwait(false);
                await importer.WriteAsync(frameId, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
                await importer.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
                await importer.WriteAsync(cells, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
            }

            return (long)await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<int> VersionAsync(DbConnection connection, DbTransaction? transaction) =>
        await connection.ExecuteScalarAsync<bool>("select to_regclass('sipas_people.schema_version') is not null", transaction: transaction)
        .ConfigureAwait(false)
            ? await connection.ExecuteScalarAsync<int>("select coalesce(max(version), 0) from sipas_people.schema_version",
                transaction: transaction).ConfigureAwait(false)
            : 0;

    // At startup, a server that does not answer is a configuration error, not a condition to retry.
    private Exception ExplainAtStart(DbException error) =>
        Explain(error, committing: false) is var explained
        && explained is StoreUnavailableException { Reason: StoreUnavailability.Unreachable }
        ? new SipasException(new Problem(ProblemCodes.ServerUnreachable, Place), error)
        : explained;
}
