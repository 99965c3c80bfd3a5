using System.Globalization;
using System.Text;

namespace Sipas.Benchmarks;

/// <summary>The storage that a year's ballots need, computed from the bytes per ballot that this run writes: the table
/// of docs/scale.md. PostgreSQL is included if its programs are installed, or if SIPAS_BENCHMARK_POSTGRES names a
/// database that may be emptied.</summary>
internal static class ScaleTable
{
    private const double SecondsAYear = 365.0 * 24 * 60 * 60;

    private static readonly (string What, long Ballots)[] Sizes =
        [("one-stop shop", 10_000), ("province", 1_000_000), ("nation", 10_000_000), ("nation, ten years", 100_000_000)];

    internal static string Measure()
    {
        int count = BenchmarkOptions.Current.Short ? 20_000 : 200_000;
        string folder = Directory.CreateTempSubdirectory("sipas-scale-").FullName;
        try
        {
            double sqlite = Write(new SqliteComparison(folder), count);
            double? postgres = WithPostgres(folder, count);
            var text = new StringBuilder();
            text.AppendLine("| | Ballots | One ballot every | SQLite | PostgreSQL |");
            text.AppendLine("|---|---:|---:|---:|---:|");
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| one ballot of 22 items, with indexes and signatures ({count:N0} written) | 1 | – | {sqlite:N0} B "
                + $"| {(postgres is { } bytes ? $"{bytes.ToString("N0", CultureInfo.InvariantCulture)} B" : "–")} |");
            foreach ((string what, long ballots) in Sizes)
            {
                int years = what.Contains("ten years", StringComparison.Ordinal) ? 10 : 1;
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"| {what} | {ballots:N0} | {SecondsAYear * years / ballots:N0} s | {Size(sqlite * ballots)} "
                    + $"| {(postgres is { } each ? Size(each * ballots) : "–")} |");
            }

            return text.ToString();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double? WithPostgres(string folder, int count)
    {
        if (Environment.GetEnvironmentVariable("SIPAS_BENCHMARK_POSTGRES") is { Length: > 0 } connection)
        {
            return Write(new PostgreSqlComparison(connection, folder), count);
        }

        if (!PostgresServer.IsInstalled)
        {
            return null;
        }

        using var server = PostgresServer.Start();
        return Write(new PostgreSqlComparison(server.ConnectionString, folder), count);
    }

    private static double Write(StorageComparison contest, int count)
    {
        using (contest)
        {
            contest.Prepare("bulk", count);
            contest.Bulk(count);
            return contest.BytesPerBallot();
        }
    }

    private static string Size(double bytes) => bytes switch
    {
        >= 9.5e9 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:N0} GB"),
        >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:N1} GB"),
        >= 9.5e6 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB"),
    };
}
