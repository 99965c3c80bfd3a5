using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;
using Npgsql;
using Sipas.Counting;

namespace Sipas.Benchmarks;

/// <summary>The histogram cube in SQL, in several forms so that the best one is compared, over ballots in memory.
/// PostgreSQL if one can be started or SIPAS_BENCHMARK_POSTGRES names one.</summary>
[TimesCubeColumn]
[WarmupCount(1)]
[IterationCount(3)]
public class SqlBenchmarks
{
    private const int Ballots = 1_000_000;
    private const int BitsPerCode = 12;

    private readonly QueryOptions _two = new() { DegreeOfParallelism = 2 };
    private Workload _workload = null!;
    private BallotColumns _columns = null!;
    private HistogramCube _cube = null!;
    private SqliteConnection _sqlite = null!;
    private NpgsqlConnection? _postgres;
    private long[]? _last;

    [ParamsSource(nameof(UnitCounts))]
    public int Units { get; set; }

    public static IEnumerable<int> UnitCounts => BenchmarkOptions.Current.Short ? [700] : [700, 11_000];

    [GlobalSetup]
    public void Setup()
    {
        _workload = Workload.Of(Ballots, Units);
        _columns = Workload.ColumnsOf(Ballots, Units);
        _cube = _columns.Histogram();
        SqlDatabases databases = Stored<SqlDatabases>.Of(Units, () => new SqlDatabases(_workload));
        _sqlite = databases.Sqlite;
        _postgres = databases.Postgres;
        Warmup.Up(Cube);
    }

    /// <summary>Compared results must be equal, otherwise their times mean nothing.</summary>
    [GlobalCleanup]
    public void Check()
    {
        if (_last is { } counts)
        {
            _last = null;
            Check(counts);
        }
    }

    [Benchmark(Baseline = true)]
    public void Cube() => _columns.Histogram(_cube, null, _two);

    [Benchmark]
    [BenchmarkCategory("Baseline")]
    public long[] SqliteCoveringIndex() => ReadSqlite(Sums("ballot INDEXED BY covering", (item, code) => $"SUM(a{item} = {code})"));

    [Benchmark]
    [BenchmarkCategory("Baseline")]
    public long[] SqliteClustered() => ReadSqlite(Sums("clustered", (item, code) => $"SUM(a{item} = {code})"));

    [Benchmark]
    [BenchmarkCategory("Baseline")]
    public long[] SqliteFilterClause() => ReadSqlite(Sums("clustered", (item, code) => $"COUNT(*) FILTER (WHERE a{item} = {code})"));

    /// <summary>Five counters of 12 bits in one sum per item: correct as long as no unit has 4,096 ballots, which a
    /// general query could not assume.</summary>
    [Benchmark]
    [BenchmarkCategory("Baseline")]
    public long[] SqlitePackedSums()
    {
        string sums = string.Join(", ", Enumerable.Range(0, Workload.Items).Select(item => $"SUM(1 << {BitsPerCode} * (a{item} - 1))"));
        long[] counts = new long[Units * Workload.Items * Workload.Codes];
        using SqliteCommand command = _sqlite.CreateCommand();
        command.CommandText = $"SELECT unit, COUNT(*), {sums} FROM clustered GROUP BY unit";
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            for (int item = 0; item < Workload.Items; item++)
            {
                Span<long> codes = counts.AsSpan(((reader.GetInt32(0) * Workload.Items) + item) * Workload.Codes, Workload.Codes);
                long packed = reader.GetInt64(item + 2);
                codes[0] = reader.GetInt64(1);
                for (int code = 1; code < Workload.Codes; code++, packed >>= BitsPerCode)
                {
                    codes[code] = packed & ((1 << BitsPerCode) - 1);
                    codes[0] -= codes[code];
                }
            }
        }

        return _last = counts;
    }

    [Benchmark]
    [BenchmarkCategory("Baseline")]
    public long[] Postgres()
    {
        if (_postgres is null)
        {
            return [];
        }

        using NpgsqlCommand command = _postgres.CreateCommand();
        command.CommandText = Sums("sipas_benchmark_ballot", (item, code) => $"COUNT(*) FILTER (WHERE a{item} = {code})");
        using NpgsqlDataReader reader = command.ExecuteReader();
        long[] counts = new long[Units * Workload.Items * Workload.Codes];
        while (reader.Read())
        {
            for (int i = 0; i < Workload.Items * Workload.Codes; i++)
            {
                counts[(reader.GetInt32(0) * Workload.Items * Workload.Codes) + i] = reader.GetInt64(i + 1);
            }
        }

        return _last = counts;
    }

    private static string Sums(string table, Func<int, int, string> sum)
    {
        IEnumerable<string> columns = Enumerable.Range(0, Workload.Items)
            .SelectMany(item => Enumerable.Range(0, Workload.Codes).Select(code => sum(item, code)));
        return $"SELECT unit, {string.Join(", ", columns)} FROM {table} GROUP BY unit";
    }

    private long[] ReadSqlite(string sql)
    {
        long[] counts = new long[Units * Workload.Items * Workload.Codes];
        using SqliteCommand command = _sqlite.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            int row = reader.GetInt32(0) * Workload.Items * Workload.Codes;
            for (int i = 0; i < Workload.Items * Workload.Codes; i++)
            {
                counts[row + i] = reader.GetInt64(i + 1);
            }
        }

        return _last = counts;
    }

    private void Check(long[] counts)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            int unit = i / (Workload.Items * Workload.Codes), item = i / Workload.Codes % Workload.Items;
            if (_cube.Count(unit, _workload.Layout.Items[item], i % Workload.Codes) != counts[i])
            {
                throw new InvalidOperationException($"SQL counts unit {unit}, item {item}, code {i % Workload.Codes} differently.");
            }
        }
    }
}
