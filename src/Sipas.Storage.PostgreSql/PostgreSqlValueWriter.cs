using Npgsql;
using NpgsqlTypes;
using Sipas.Storage.Dapper.Rows;

namespace Sipas.Storage.PostgreSql;

/// <summary>Writes the values of ballots: a few in one round trip, many by binary COPY.</summary>
internal static class PostgreSqlValueWriter
{
    private const string Columns = "sequence, number, commitment, salt, value";

    /// <summary>Inserts values with one statement that takes one array per column.</summary>
    public static async Task InsertAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<ValueRow> rows,
        CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand($"insert into ballot_value ({Columns}) select * from unnest($1, $2, $3, $4, $5)", connection,
            transaction);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. rows.Select(row => row.Sequence)] });
            command.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = [.. rows.Select(row => row.Number)] });
            command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. rows.Select(row => row.Commitment)] });
            command.Parameters.Add(new NpgsqlParameter<byte[]?[]> { TypedValue = [.. rows.Select(row => row.Salt)] });
            command.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = [.. rows.Select(row => row.Value)] });
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Streams the rows to the server by binary COPY.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<ValueRow> rows, CancellationToken cancellationToken)
    {
        NpgsqlBinaryImporter importer = await connection.BeginBinaryImportAsync($"copy ballot_value ({Columns}) from stdin (format binary)",
            cancellationToken).ConfigureAwait(false);
        await using (importer.ConfigureAwait(false))
        {
            foreach (ValueRow row in rows)
            {
                await importer.StartRowAsync(cancellationToken).ConfigureAwait(false);
                await importer.WriteAsync(row.Sequence, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
                await importer.WriteAsync(row.Number, NpgsqlDbType.Smallint, cancellationToken).ConfigureAwait(false);
                await importer.WriteAsync(row.Commitment, NpgsqlDbType.Bytea, cancellationToken).ConfigureAwait(false);
                await importer.WriteAsync(row.Salt, NpgsqlDbType.Bytea, cancellationToken).ConfigureAwait(false);
                await importer.WriteAsync(row.Value, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
            }

            await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
