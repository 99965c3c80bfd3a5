using System.Data.Common;
using Dapper;
using Npgsql;
using Sipas.Packs;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Stores;
using Sipas.Storage.PostgreSql;

namespace Sipas.Benchmarks;

/// <summary>PostgreSQL with synchronous commits. The bare implementation is an insert of arrays, and binary COPY for
/// many rows.</summary>
internal sealed class PostgreSqlComparison : StorageComparison
{
    private readonly NpgsqlDataSource _source;
    private readonly string _connection;
    private string _columns = "";
    private string[] _types = [];
    private Type[] _elements = [];

    internal PostgreSqlComparison(string connection, string folder)
        : base(folder)
    {
        _connection = connection;
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { SearchPath = "sipas", MaxAutoPrepare = 32 });
    }

    internal override string Name => "PostgreSQL";

    internal override string BulkLimit => "bare binary COPY";

    internal override void OneTransactionEach(int count) => Insert(count, 1);

    internal override void BareLoop(int count) => Insert(count, 256);

    internal override void BareBulk(int count)
    {
        using var connection = (NpgsqlConnection)Connect();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        using (NpgsqlBinaryImporter importer = connection.BeginBinaryImport($"copy ballot ({_columns}) from stdin (format binary)"))
        {
            foreach (object[] row in Rows)
            {
                importer.StartRow();
                for (int i = 0; i < row.Length; i++)
                {
                    importer.Write(row[i], _types[i]);
                }
            }

            importer.Complete();
        }

        InsertSeals(connection, 0, count);
        transaction.Commit();
    }

    internal override void BareLoad(int count)
    {
        using var connection = (NpgsqlConnection)Connect();
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "select sequence, questionnaire_id, unit_id, basis, mode, completed_at, received_at, answers from ballot "
            + "order by sequence";
        using NpgsqlDataReader reader = command.ExecuteReader();
        long sum = 0;
        while (reader.Read())
        {
            sum += reader.GetInt64(0) + reader.GetInt32(1) + reader.GetInt32(2) + reader.GetInt16(3) + reader.GetInt16(4)
                + reader.GetDateTime(5).Ticks + reader.GetDateTime(6).Ticks + reader.GetString(7).Length;
        }

        GC.KeepAlive(sum);
    }

    internal override double BytesPerBallot()
    {
        using DbConnection connection = Connect();
        return connection.ExecuteScalar<double>(
            "select (pg_total_relation_size('ballot') + pg_total_relation_size('receipt_seal'))::float8 / (select count(*) from ballot)");
    }

    public override void Dispose()
    {
        base.Dispose();
        _source.Dispose();
    }

    protected override SqlStorage Create(MethodPackRegistry packs) =>
        new PostgreSqlStorage(_connection, packs, TimeProvider.System,
            new SqlStorageOptions { ReceiptKeyPath = Path.Combine(Folder, "key.pem") });

    protected override DbConnection Connect() => _source.OpenConnection();

    protected override void Empty()
    {
        using DbConnection connection = Connect();
        connection.Execute("drop schema if exists sipas cascade");
    }

    protected override void Clear()
    {
        using DbConnection connection = Connect();
        connection.Execute("set session_replication_role = replica; truncate ballot, receipt_seal cascade; set session_replication_role "
            + "= origin");
        using var reader = (DbDataReader)connection.ExecuteReader("select * from ballot");
        _columns = string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        _types = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeName)];
        _elements = [.. Enumerable.Range(0, reader.FieldCount)
            .Select(i => reader.GetFieldType(i) is { IsValueType: true } type
                ? typeof(Nullable<>).MakeGenericType(type)
                : reader.GetFieldType(i))];
    }

    private void Insert(int count, int batch)
    {
        using var connection = (NpgsqlConnection)Connect();
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = $"insert into ballot ({_columns}) select * from "
            + $"unnest({string.Join(", ", _types.Select((type, i) => $"${i + 1}"))})";
        for (int from = 0; from < count; from += batch)
        {
            int to = Math.Min(count, from + batch);
            using NpgsqlTransaction transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            command.Parameters.Clear();
            for (int i = 0; i < _types.Length; i++)
            {
                command.Parameters.Add(new NpgsqlParameter { DataTypeName = _types[i] + "[]", Value = Column(i, from, to) });
            }

            command.ExecuteNonQuery();
            InsertSeals(connection, from, to);
            transaction.Commit();
        }
    }

    private Array Column(int column, int from, int to)
    {
        var values = Array.CreateInstance(_elements[column], to - from);
        for (int i = from; i < to; i++)
        {
            values.SetValue(Rows[i][column] is DBNull ? null : Rows[i][column], i - from);
        }

        return values;
    }

    private void InsertSeals(NpgsqlConnection connection, int from, int to)
    {
        foreach (object[] seal in SealsOf(Seals, from, to))
        {
            using NpgsqlCommand command = connection.CreateCommand();
            command.CommandText = "insert into receipt_seal (first_sequence, leaves, key_id, signature) values ($1, $2, $3, $4)";
            foreach (object value in seal)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }

            command.ExecuteNonQuery();
        }
    }
}
