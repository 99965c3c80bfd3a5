using System.Globalization;
using System.Text;

namespace Sipas.Benchmarks;

/// <summary>
/// Storage compared with its limits. Every round runs all contestants one after the other, and the fastest round of
/// each is compared, because other load on the machine only ever adds time. The first rounds are a warm-up and do not
/// count: a host runs for months, not for the second in which its code is still being compiled. PostgreSQL is included
/// if SIPAS_BENCHMARK_POSTGRES names a database that may be emptied.
/// </summary>
internal static class StorageTable
{
    internal static string Measure()
    {
        var text = new StringBuilder(
            "# StorageBenchmarks\n\nFastest of the rounds; the share is that of the limit measured in the same run.\n\n");
        text.AppendLine("| Store | What | Ballots/s | Limit | Limit's rate | Share |");
        text.AppendLine("|---|---|---:|---|---:|---:|");
        string folder = Directory.CreateTempSubdirectory("sipas-benchmark-").FullName;
        try
        {
            using (var sqlite = new SqliteComparison(folder))
            {
                Add(text, sqlite);
            }

            if (Environment.GetEnvironmentVariable("SIPAS_BENCHMARK_POSTGRES") is { Length: > 0 } connection)
            {
                using var postgres = new PostgreSqlComparison(connection, folder);
                Add(text, postgres);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, StorageComparison contest)
    {
        bool brief = BenchmarkOptions.Current.Short;
        int warming = brief ? 0 : 2;
        int rounds = brief ? 2 : 5;
        int grouped = brief ? 10_000 : 50_000;
        int bulk = brief ? 20_000 : 200_000;
        var best = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int round = -warming; round < rounds; round++)
        {
            Run(round, "flush", 500, contest.Flush);
            Run(round, "single", 2_000, contest.OneTransactionEach);
            Run(round, "1", 2_000, count => contest.Callers(1, count));
            Run(round, "16", grouped / 4, count => contest.Callers(16, count));
            Run(round, "256", grouped, count => contest.Callers(256, count));
            Run(round, "bare", grouped, contest.BareLoop);
            Run(round, "bulk", bulk, contest.Bulk);
            Run(round, "bare bulk", bulk, contest.BareBulk);
            Run(round, "load", bulk, contest.Load);
            Run(round, "bare load", bulk, contest.BareLoad);
        }

        Row("one caller", "1", "one transaction each", "single");
        Row("16 callers", "16", "one transaction each", "single");
        Row("256 callers", "256", "one transaction each", "single");
        Row("256 callers", "256", "bare loop, batches of 256", "bare");
        Row("256 callers", "256", "file flushes × 256", "flush", 256);
        Row("bulk", "bulk", contest.BulkLimit, "bare bulk");
        Row("loading", "load", "bare SELECT of the same columns", "bare load");
        text.AppendLine(CultureInfo.InvariantCulture, $"| {contest.Name} | size, {contest.BytesPerBallot():N0} B a ballot | | | | |");

        void Run(int round, string what, int count, Action<int> contestant)
        {
            contest.Prepare(what, count);
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            contestant(count);
            double rate = count / System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (round >= 0)
            {
                best[what] = Math.Max(rate, best.GetValueOrDefault(what));
            }
        }

        void Row(string what, string own, string limit, string other, int times = 1) => text.AppendLine(CultureInfo.InvariantCulture,
            $"| {contest.Name} | {what} | {best[own]:N0} | {limit} | {best[other] * times:N0} | {best[own] / (best[other] * times):N2} |");
    }
}
