using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Sipas.Packs;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Benchmarks;

/// <summary>SQLite with the settings that ballots need: write-ahead log, synchronous=FULL. The bare implementation is a
/// prepared insert.</summary>
internal sealed class SqliteComparison(string folder) : StorageComparison(folder)
{
    private string FilePath => Path.Combine(Folder, "benchmark.db");

    internal override string Name => "SQLite";

    internal override string BulkLimit => "bare prepared insert, one transaction";

    internal override void OneTransactionEach(int count) => Write(count, 1);

    internal override void BareLoop(int count) => Write(count, 256);

    internal override void BareBulk(int count) => Write(count, count);

    internal override void BareLoad(int count)
    {
        using DbConnection connection = Connect();
        using var command = (SqliteCommand)connection.CreateCommand();
        command.CommandText = "select sequence, questionnaire_id, unit_id, basis, mode, completed_at, received_at, answers from ballot "
            + "order by sequence";
        using SqliteDataReader reader = command.ExecuteReader();
        long sum = 0;
        while (reader.Read())
        {
            sum += reader.GetInt64(0) + reader.GetInt64(1) + reader.GetInt64(2) + reader.GetInt64(3) + reader.GetInt64(4)
                + reader.GetInt64(5) + reader.GetInt64(6) + reader.GetString(7).Length;
        }

        GC.KeepAlive(sum);
    }

    internal override double BytesPerBallot()
    {
        using DbConnection connection = Connect();
        connection.Execute("pragma wal_checkpoint(truncate)");
        return (double)new FileInfo(FilePath).Length / connection.ExecuteScalar<long>("select count(*) from ballot");
    }

    protected override SqlStorage Create(MethodPackRegistry packs) => new SqliteStorage(FilePath, packs, TimeProvider.System);

    protected override DbConnection Connect()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = FilePath, Pooling = false, ForeignKeys = true }.ToString());
        connection.Open();
        connection.Execute("pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory;");
        return connection;
    }

    protected override void Empty()
    {
        SqliteConnection.ClearAllPools();
        foreach (string file in Directory.GetFiles(Folder, "benchmark.db*"))
        {
            File.Delete(file);
        }
    }

    protected override void Clear()
    {
        using DbConnection connection = Connect();
        connection.Execute("drop trigger ballot_is_not_removed; drop trigger receipt_seal_is_not_removed; delete from ballot; delete "
            + "from receipt_seal; vacuum; pragma wal_checkpoint(truncate);");
    }

    private void Write(int count, int batch)
    {
        using DbConnection connection = Connect();
        using SqliteCommand ballot = Insert(connection, "ballot", Rows[0].Length);
        using SqliteCommand seal = Insert(connection, "receipt_seal", Seals[0].Length);
        for (int from = 0; from < count; from += batch)
        {
            int to = Math.Min(count, from + batch);
            using SqliteTransaction transaction = ((SqliteConnection)connection).BeginTransaction(deferred: false);
            ballot.Transaction = seal.Transaction = transaction;
            for (int i = from; i < to; i++)
            {
                Set(ballot, Rows[i]);
                ballot.ExecuteNonQuery();
            }

            foreach (object[] row in SealsOf(Seals, from, to))
            {
                Set(seal, row);
                seal.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    private static SqliteCommand Insert(DbConnection connection, string table, int columns)
    {
        var command = (SqliteCommand)connection.CreateCommand();
        command.CommandText = $"insert into {table} values ({string.Join(", ", Enumerable.Range(0, columns).Select(i => $"$p{i}"))})";
        for (int i = 0; i < columns; i++)
        {
            command.Parameters.Add(new SqliteParameter($"$p{i}", null));
        }

        return command;
    }

    private static void Set(SqliteCommand command, object[] row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            command.Parameters[i].Value = row[i];
        }
    }
}
