using Npgsql;
using NpgsqlTypes;

namespace Sipas.Storage.Dapper.PostgreSql;

/// <summary>Writes ballots that have their place: a few in one round trip, many by binary COPY.</summary>
internal static class PostgreSqlBallotWriter
{
    private static readonly string InsertSql =
        $"insert into ballot ({BallotColumn.Names}) select * from unnest({string.Join(", ", BallotColumn.All.Select((_, i) => FormattableString.Invariant($"${i + 1}")))})";

    private static readonly string CopySql = $"copy ballot ({BallotColumn.Names}) from stdin (format binary)";

    /// <summary>Inserts by one statement that takes an array a column.</summary>
    public static async Task InsertAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<BallotRow> rows, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(InsertSql, connection, transaction);
        await using (command.ConfigureAwait(false))
        {
            foreach (BallotColumn column in BallotColumn.All)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = Values(column, rows), NpgsqlDbType = NpgsqlDbType.Array | TypeOf(column.Kind) });
            }

            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Streams the rows to the server by binary COPY.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<BallotRow> rows, CancellationToken cancellationToken)
    {
        NpgsqlBinaryImporter importer = await connection.BeginBinaryImportAsync(CopySql, cancellationToken).ConfigureAwait(false);
        await using (importer.ConfigureAwait(false))
        {
            foreach (BallotRow row in rows)
            {
                await importer.StartRowAsync(cancellationToken).ConfigureAwait(false);
                foreach (BallotColumn column in BallotColumn.All)
                {
                    await WriteAsync(importer, column, row, cancellationToken).ConfigureAwait(false);
                }
            }

            await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task WriteAsync(NpgsqlBinaryImporter importer, BallotColumn column, BallotRow row, CancellationToken cancellationToken) => column.Value(row) switch
    {
        null => importer.WriteNullAsync(cancellationToken),
        long value => importer.WriteAsync(value, NpgsqlDbType.Bigint, cancellationToken),
        int value => importer.WriteAsync(value, NpgsqlDbType.Integer, cancellationToken),
        short value => importer.WriteAsync(value, NpgsqlDbType.Smallint, cancellationToken),
        string value => importer.WriteAsync(value, NpgsqlDbType.Text, cancellationToken),
        byte[] value => importer.WriteAsync(value, NpgsqlDbType.Bytea, cancellationToken),
        Guid value => importer.WriteAsync(value, NpgsqlDbType.Uuid, cancellationToken),
        DateTimeOffset value => importer.WriteAsync(value.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken),
        var other => throw new InvalidOperationException($"The column '{column.Name}' holds a {other.GetType()}."),
    };

    private static Array Values(BallotColumn column, IReadOnlyList<BallotRow> rows)
    {
        IEnumerable<object?> values = rows.Select(column.Value);
        return column.Kind switch
        {
            ColumnKind.Id => (Guid[])[.. values.Cast<Guid>()],
            ColumnKind.Time => (DateTime[])[.. values.Cast<DateTimeOffset>().Select(time => time.UtcDateTime)],
            ColumnKind.Int64 => (long[])[.. values.Cast<long>()],
            ColumnKind.NullableInt64 => (long?[])[.. values.Cast<long?>()],
            ColumnKind.Int32 => (int[])[.. values.Cast<int>()],
            ColumnKind.Int16 => (short[])[.. values.Cast<short>()],
            ColumnKind.Bytes => (byte[][])[.. values.Cast<byte[]>()],
            _ => (string?[])[.. values.Cast<string?>()],
        };
    }

    private static NpgsqlDbType TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Id => NpgsqlDbType.Uuid,
        ColumnKind.Time => NpgsqlDbType.TimestampTz,
        ColumnKind.Int64 or ColumnKind.NullableInt64 => NpgsqlDbType.Bigint,
        ColumnKind.Int32 => NpgsqlDbType.Integer,
        ColumnKind.Int16 => NpgsqlDbType.Smallint,
        ColumnKind.Bytes => NpgsqlDbType.Bytea,
        _ => NpgsqlDbType.Text,
    };
}
