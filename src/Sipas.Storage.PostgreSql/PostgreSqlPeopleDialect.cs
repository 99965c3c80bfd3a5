using System.Data.Common;
using System.Globalization;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Sipas.Problems;
using Sipas.Storage.Dapper.Dialects;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Schema;

namespace Sipas.Storage.PostgreSql;

/// <summary>PostgreSQL: personal data in the schema <c>sipas_people</c>.</summary>
internal sealed class PostgreSqlPeopleDialect : PostgreSqlDialect
{
    // "SIPP" as a number: the advisory lock that writers hold until their commit, so that the state on which a write
    // depends cannot change.
    private const long WriterLock = 0x53495050;

    private const string KnownSql =
        "select (select oid::bigint from pg_database where datname = current_database()), "
        + "coalesce(to_regclass('sipas_people.survey')::oid::bigint, 0)";

    private readonly string _beginSql;

    /// <param name="connectionString">Npgsql's connection string.</param>
    /// <param name="options">Options of the host.</param>
    /// <param name="scripts">The schema scripts; null: those of this library.</param>
    /// <exception cref="SipasException">The connection string cannot be read (<c>CFG0004</c>).</exception>
    public PostgreSqlPeopleDialect(string connectionString, SqlStorageOptions options, IReadOnlyList<SchemaScript>? scripts = null)
        : base(connectionString, "sipas_people", options)
    {
        Scripts = scripts ?? PostgreSqlScripts.People;
        _beginSql = string.Create(
            CultureInfo.InvariantCulture,
            $"select set_config('lock_timeout', '{(long)options.BusyTimeout.TotalMilliseconds}ms', true); "
            + $"select pg_advisory_xact_lock({WriterLock})");
    }

    protected override IReadOnlyList<SchemaScript> Scripts { get; }

    protected override async Task<DbTransaction> BeginWriteAsync(DbConnection connection, StoreIdentity? identity,
        CancellationToken cancellationToken)
    {
        DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(_beginSql, transaction: transaction, cancellationToken: cancellationToken))
                .ConfigureAwait(false);
            (long Database, long Table) there = await connection
                .QuerySingleAsync<(long, long)>(
                    new CommandDefinition(KnownSql, transaction: transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
            if (Known is { } known && known != there)
            {
                throw Lost(new Problem(ProblemCodes.StoreReplaced, Place));
            }

            Known = there.Table == 0 ? null : there;
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    protected override async Task<long> InsertFrameRowsAsync(
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
}
