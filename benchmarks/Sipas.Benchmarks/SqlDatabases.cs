using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Sipas.Benchmarks;

/// <summary>The ballots of a workload in SQLite in memory, and in PostgreSQL: the database that
/// SIPAS_BENCHMARK_POSTGRES names, otherwise a separate server if the programs are installed.</summary>
internal sealed class SqlDatabases : IDisposable
{
    private readonly PostgresServer? _server;

    internal SqlDatabases(Workload workload)
    {
        Sqlite = new SqliteConnection("Data Source=:memory:");
        Sqlite.Open();
        Execute("PRAGMA cache_size = -2000000");
        string columns = string.Join(", ", Enumerable.Range(0, Workload.Items).Select(item => $"a{item} INTEGER NOT NULL"));
        Execute($"CREATE TABLE ballot (id INTEGER PRIMARY KEY, unit INTEGER NOT NULL, {columns})");
        Fill(workload);
        Execute($"CREATE INDEX covering ON ballot (unit, {ItemNames})");
        Execute($"CREATE TABLE clustered (unit INTEGER NOT NULL, id INTEGER NOT NULL, {columns}, PRIMARY KEY (unit, id)) WITHOUT ROWID");
        Execute($"INSERT INTO clustered SELECT unit, id, {ItemNames} FROM ballot ORDER BY unit, id");
        Execute("ANALYZE");
        if (!BenchmarkOptions.Current.Short && HasPostgres)
        {
            string? named = NamedPostgres;
            _server = named is null ? PostgresServer.Start() : null;
            Postgres = Load(workload, named ?? _server!.ConnectionString);
        }
    }

    /// <summary>Whether PostgreSQL is available for comparison.</summary>
    internal static bool HasPostgres => NamedPostgres is not null || PostgresServer.IsInstalled;

    internal SqliteConnection Sqlite { get; }

    internal NpgsqlConnection? Postgres { get; }

    private static string? NamedPostgres => Environment.GetEnvironmentVariable("SIPAS_BENCHMARK_POSTGRES") is { Length: > 0 } connection
        ? connection : null;

    private static string ItemNames => string.Join(", ", Enumerable.Range(0, Workload.Items).Select(item => $"a{item}"));

    public void Dispose()
    {
        Sqlite.Dispose();
        Postgres?.Dispose();
        _server?.Dispose();
    }

    private void Fill(Workload workload)
    {
        using SqliteTransaction transaction = Sqlite.BeginTransaction();
        using SqliteCommand insert = Sqlite.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"INSERT INTO ballot (unit, {ItemNames}) VALUES "
            + $"($unit, {string.Join(", ", Enumerable.Range(0, Workload.Items).Select(item => $"$a{item}"))})";
        SqliteParameter unit = insert.Parameters.Add("$unit", SqliteType.Integer);
        SqliteParameter[] answers = [.. Enumerable.Range(0, Workload.Items)
            .Select(item => insert.Parameters.Add($"$a{item}", SqliteType.Integer))];
        insert.Prepare();
        for (int i = 0; i < workload.Count; i++)
        {
            unit.Value = workload.Units[i];
            for (int item = 0; item < Workload.Items; item++)
            {
                answers[item].Value = workload.AnswersOf(i)[item];
            }

            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static NpgsqlConnection Load(Workload workload, string connection)
    {
        var postgres = new NpgsqlConnection(connection);
        postgres.Open();
        string columns = string.Join(", ", Enumerable.Range(0, Workload.Items).Select(item => $"a{item} smallint NOT NULL"));
        using (NpgsqlCommand create = postgres.CreateCommand())
        {
            create.CommandText = $"DROP TABLE IF EXISTS sipas_benchmark_ballot; CREATE UNLOGGED TABLE sipas_benchmark_ballot (unit "
                + $"integer NOT NULL, {columns})";
            create.ExecuteNonQuery();
        }

        using (NpgsqlBinaryImporter import = postgres.BeginBinaryImport(
            $"COPY sipas_benchmark_ballot (unit, {ItemNames}) FROM STDIN (FORMAT BINARY)"))
        {
            for (int i = 0; i < workload.Count; i++)
            {
                import.StartRow();
                import.Write(workload.Units[i], NpgsqlDbType.Integer);
                foreach (byte code in workload.AnswersOf(i))
                {
                    import.Write((short)code, NpgsqlDbType.Smallint);
                }
            }

            import.Complete();
        }

        using (NpgsqlCommand analyze = postgres.CreateCommand())
        {
            analyze.CommandText = "VACUUM ANALYZE sipas_benchmark_ballot";
            analyze.ExecuteNonQuery();
        }

        return postgres;
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = Sqlite.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
