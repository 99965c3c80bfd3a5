using System.Globalization;
using System.Text;

namespace Sipas.Benchmarks;

/// <summary>
/// Storage beside its limits. Every round takes all contestants one after the other, and the fastest round of each is compared, since whoever else uses the machine only ever adds time.
/// PostgreSQL takes part where SIPAS_BENCHMARK_POSTGRES names a database that may be emptied.
/// </summary>
internal static class StorageTable
{
    internal static string Measure()
    {
        var text = new StringBuilder("# StorageBenchmarks\n\nFastest of the rounds; the share is that of the limit measured in the same run.\n\n");
        text.AppendLine("| Store | What | Ballots/s | Limit | Limit's rate | Share |");
        text.AppendLine("|---|---|---:|---|---:|---:|");
        string folder = Directory.CreateTempSubdirectory("sipas-benchmark-").FullName;
        try
        {
            using (var sqlite = new SqliteContest(folder))
            {
                Add(text, sqlite);
            }

            if (Environment.GetEnvironmentVariable("SIPAS_BENCHMARK_POSTGRES") is { Length: > 0 } connection)
            {
                using var postgres = new PostgreSqlContest(connection, folder);
                Add(text, postgres);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, StorageContest contest)
    {
        bool brief = BenchmarkOptions.Current.Short;
        int rounds = brief ? 2 : 5;
        int grouped = brief ? 10_000 : 50_000;
        int bulk = brief ? 20_000 : 200_000;
        var best = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int round = 0; round < rounds; round++)
        {
            Run("flush", 500, contest.Flush);
            Run("single", 2_000, contest.OneTransactionEach);
            Run("1", 2_000, count => contest.Callers(1, count));
            Run("16", grouped / 4, count => contest.Callers(16, count));
            Run("256", grouped, count => contest.Callers(256, count));
            Run("bare", grouped, contest.BareLoop);
            Run("bulk", bulk, contest.Bulk);
            Run("bare bulk", bulk, contest.BareBulk);
            Run("load", bulk, contest.Load);
            Run("bare load", bulk, contest.BareLoad);
        }

        Row("one caller", "1", "one transaction each", "single");
        Row("16 callers", "16", "one transaction each", "single");
        Row("256 callers", "256", "one transaction each", "single");
        Row("256 callers", "256", "bare loop, batches of 256", "bare");
        Row("256 callers", "256", "file flushes × 256", "flush", 256);
        Row("bulk", "bulk", contest.BulkLimit, "bare bulk");
        Row("loading", "load", "bare SELECT of the same columns", "bare load");
        text.AppendLine(CultureInfo.InvariantCulture, $"| {contest.Name} | size, {contest.BytesPerBallot():N0} B a ballot | | | | |");

        void Run(string what, int count, Action<int> contestant)
        {
            contest.Prepare(what, count);
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            contestant(count);
            double rate = count / System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
            best[what] = Math.Max(rate, best.GetValueOrDefault(what));
        }

        void Row(string what, string own, string limit, string other, int times = 1) => text.AppendLine(CultureInfo.InvariantCulture,
            $"| {contest.Name} | {what} | {best[own]:N0} | {limit} | {best[other] * times:N0} | {best[own] / (best[other] * times):N2} |");
    }
}
