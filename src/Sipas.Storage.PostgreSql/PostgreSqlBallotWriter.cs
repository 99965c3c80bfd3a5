using Npgsql;
using NpgsqlTypes;
using Sipas.Storage.Dapper.Rows;

namespace Sipas.Storage.PostgreSql;

/// <summary>Writes ballots whose position is assigned: a few in one round trip, many by binary COPY.</summary>
internal static class PostgreSqlBallotWriter
{
    private static readonly string Columns = string.Join(", ", BallotRow.Columns);

    private static readonly string Placeholders = string.Join(", ",
        BallotRow.Columns.Select((_, i) => FormattableString.Invariant($"${i + 1}")));

    private static readonly string InsertSql = $"insert into ballot ({Columns}) select * from unnest({Placeholders})";

    private const string SealSql = "insert into receipt_seal (first_sequence, leaves, key_id, signature) values ($1, $2, $3, $4)";

    private static readonly string CopySql = $"copy ballot ({Columns}) from stdin (format binary)";

    /// <summary>Inserts rows and their seals with one statement that takes one array per column.</summary>
    public static async Task InsertAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<BallotRow> rows,
        IReadOnlyList<SealRow> seals, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection, transaction);
        await using (batch.ConfigureAwait(false))
        {
            var command = new NpgsqlBatchCommand(InsertSql);
            var arrays = new ArrayWriter(command, rows.Count);
            foreach (BallotRow row in rows)
            {
                arrays.Begin();
                row.WriteTo(ref arrays);
            }

            batch.BatchCommands.Add(command);
            foreach (SealRow seal in seals)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(SealSql)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<long> { TypedValue = seal.FirstSequence },
                        new NpgsqlParameter<byte[]> { TypedValue = seal.Leaves.ToArray() },
                        new NpgsqlParameter<string> { TypedValue = seal.KeyId },
                        new NpgsqlParameter<byte[]> { TypedValue = seal.Signature.ToArray() },
                    },
                });
            }

            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Streams the rows to the server by binary COPY.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<BallotRow> rows, CancellationToken cancellationToken)
    {
        NpgsqlBinaryImporter importer = await connection.BeginBinaryImportAsync(CopySql, cancellationToken).ConfigureAwait(false);
        await using (importer.ConfigureAwait(false))
        {
            var values = new ValueWriter();
            foreach (BallotRow row in rows)
            {
                values.Values.Clear();
                row.WriteTo(ref values);
                await importer.StartRowAsync(cancellationToken).ConfigureAwait(false);
                foreach ((object? value, NpgsqlDbType type) in values.Values)
                {
                    await (value is null ? importer.WriteNullAsync(cancellationToken) : importer.WriteAsync(value, type, cancellationToken))
                        .ConfigureAwait(false);
                }
            }

            await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Collects each column in an array, which becomes a parameter of the command.</summary>
    private sealed class ArrayWriter(NpgsqlBatchCommand command, int rows) : IBallotRowWriter
    {
        private readonly System.Collections.IList[] _columns = new System.Collections.IList[BallotRow.Columns.Count];
        private int _next;

        public void Begin() => _next = 0;

        public void Number64(long value) => Add(value, NpgsqlDbType.Bigint);

        public void Number64OrNull(long? value) => Add(value, NpgsqlDbType.Bigint);

        public void Number32(int value) => Add(value, NpgsqlDbType.Integer);

        public void Number16(short value) => Add(value, NpgsqlDbType.Smallint);

        public void Text(string? value) => Add(value, NpgsqlDbType.Text);

        public void Bytes(byte[] value) => Add(value, NpgsqlDbType.Bytea);

        public void Id(Guid value) => Add(value, NpgsqlDbType.Uuid);

        public void Time(DateTimeOffset value) => Add(value.UtcDateTime, NpgsqlDbType.TimestampTz);

        private void Add<T>(T value, NpgsqlDbType type)
        {
            if (_columns[_next] is not List<T> column)
            {
                _columns[_next] = column = new List<T>(rows);
                command.Parameters.Add(new NpgsqlParameter { Value = column, NpgsqlDbType = NpgsqlDbType.Array | type });
            }

            column.Add(value);
            _next++;
        }
    }

    /// <summary>Collects the values of one row.</summary>
    private sealed class ValueWriter : IBallotRowWriter
    {
        public List<(object? Value, NpgsqlDbType Type)> Values { get; } = new(BallotRow.Columns.Count);

        public void Number64(long value) => Values.Add((value, NpgsqlDbType.Bigint));

        public void Number64OrNull(long? value) => Values.Add((value, NpgsqlDbType.Bigint));

        public void Number32(int value) => Values.Add((value, NpgsqlDbType.Integer));

        public void Number16(short value) => Values.Add((value, NpgsqlDbType.Smallint));

        public void Text(string? value) => Values.Add((value, NpgsqlDbType.Text));

        public void Bytes(byte[] value) => Values.Add((value, NpgsqlDbType.Bytea));

        public void Id(Guid value) => Values.Add((value, NpgsqlDbType.Uuid));

        public void Time(DateTimeOffset value) => Values.Add((value.UtcDateTime, NpgsqlDbType.TimestampTz));
    }
}
