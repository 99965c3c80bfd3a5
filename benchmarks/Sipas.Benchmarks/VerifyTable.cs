using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Units;
using Sipas.Verification;

namespace Sipas.Benchmarks;

/// <summary>The verification of a whole log: a run takes minutes and the memory is of interest, so this is not a
/// benchmark of small iterations. Each implementation runs in a separate process, whose peak memory is
/// measured.</summary>
internal static class VerifyTable
{
    private const int UnitCount = 700;
    private const int Part = 25_600;

    private static readonly MethodPackRegistry Packs = new([MethodPacks.Shipped("bnv-2640-2017")]);
    private static readonly AnswerLayout Layout = Packs.Layouts.First();
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 8, 0, 0, TimeSpan.FromHours(7));

    private static readonly (string Word, string Name)[] Ways =
    [
        ("read", "Read the log, nothing else"),
        ("plain", "`sipas verify --no-signatures`"),
        ("verify", "`sipas verify`: hashes, chains, signatures, root"),
        ("export", "`sipas export`, written nowhere"),
        ("packed", "`sipas export`, gzip, written nowhere"),
    ];

    internal static string Measure(string? folder)
    {
        int[] sizes = BenchmarkOptions.Current.Short ? [100_000, 1_000_000] : [1_000_000, 10_000_000];
        string place = folder ?? Directory.CreateTempSubdirectory("sipas-benchmark-").FullName;
        Directory.CreateDirectory(place);
        var text = new StringBuilder(
            $"# Proof of a whole log\n\nA SQLite store of ballots of 22 items over {UnitCount} units, a signature for 256 of them. One "
            + $"run each, each in a process of its own. Whatever else the machine did meanwhile only added time.\n\n| Ballots | Store, MiB "
            + $"| Way | Seconds | Ballots/s | Peak working set, MiB |\n|---:|---:|---|---:|---:|---:|\n");
        try
        {
            foreach (int ballots in sizes)
            {
                string path = Path.Combine(place, string.Create(CultureInfo.InvariantCulture, $"verify-{ballots}.db"));
                MakeAsync(path, ballots).GetAwaiter().GetResult();
                double size = new FileInfo(path).Length / 1048576.0;
                foreach ((string word, string name) in Ways)
                {
                    (double seconds, double peak) = RunChild(word, path, ballots);
                    text.AppendLine(CultureInfo.InvariantCulture,
                        $"| {ballots:N0} | {size:N0} | {name} | {seconds:F1} | {ballots / seconds:N0} | {peak:N0} |");
                    Console.WriteLine($"{ballots} {name}: {seconds:F1} s, {peak:F0} MiB");
                }
            }
        }
        finally
        {
            if (folder is null)
            {
                Directory.Delete(place, recursive: true);
            }
        }

        return text.ToString();
    }

    /// <summary>Runs one implementation over one store; prints its seconds, the number of ballots it read and its peak
    /// memory in bytes.</summary>
    internal static async Task<int> RunAsync(string way, string path)
    {
        using var storage = new SqliteStorage(path, Packs, TimeProvider.System);
        long start = Stopwatch.GetTimestamp();
        long seen = way switch
        {
            "read" => await ReadAsync(storage),
            "plain" => await VerifyAsync(storage, signatures: false),
            "verify" => await VerifyAsync(storage, signatures: true),
            "export" => (await LogExporter.WriteAsync(storage.Log, Stream.Null, DateTimeOffset.UnixEpoch, null, default)).BallotCount,
            "packed" => await PackAsync(storage),
            _ => throw new ArgumentException($"There is no way '{way}'."),
        };
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:R} {seen} {process.PeakWorkingSet64}"));
        return 0;
    }

    private static (double Seconds, double Peak) RunChild(string way, string path, int ballots)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(VerifyTable).Assembly.Location, "--verify-way", way, path])
        {
            RedirectStandardOutput = true
        };
        using Process child = Process.Start(start)!;
        string[] explained = child.StandardOutput.ReadToEnd().Trim().Split(' ');
        child.WaitForExit();
        return child.ExitCode == 0 && long.Parse(explained[1], CultureInfo.InvariantCulture) == ballots
            ? (double.Parse(explained[0], CultureInfo.InvariantCulture), long.Parse(explained[2], CultureInfo.InvariantCulture) / 1048576.0)
            : throw new InvalidOperationException($"'{way}' over {path} did not see {ballots} ballots: {string.Join(' ', explained)}.");
    }

    private static async Task<long> ReadAsync(SqliteStorage storage)
    {
        long seen = 0;
        await foreach (StoredBallot _ in storage.Log.ReadStoredAsync(0, default))
        {
            seen++;
        }

        return seen;
    }

    private static async Task<long> VerifyAsync(SqliteStorage storage, bool signatures)
    {
        VerificationReport report = await LogVerifier.VerifyAsync(storage.Log, new VerificationSettings { Signatures = signatures }, null,
            default);
        return report.FaultCount == 0 ? report.BallotCount : throw new InvalidOperationException(report.Problems[0].ToString());
    }

    private static async Task<long> PackAsync(SqliteStorage storage)
    {
        await using var packed = new GZipStream(Stream.Null, CompressionLevel.Fastest);
        return (await LogExporter.WriteAsync(storage.Log, packed, DateTimeOffset.UnixEpoch, null, default)).BallotCount;
    }

    // An existing complete store is reused.
    private static async Task MakeAsync(string path, int ballots)
    {
        using var storage = new SqliteStorage(path, Packs, TimeProvider.System);
        await storage.OpenAsync(default);
        long there = await storage.Ballots.LastSequenceAsync(default);
        if (there == 0)
        {
            await storage.Units.SaveAsync([.. Enumerable.Range(0, UnitCount)
                .Select(unit => new OrganisationUnit { Code = Unit(unit), Name = new LocalizedText("Đơn vị", "Unit"),
                    Block = "departments" })], default);
        }

        long start = Stopwatch.GetTimestamp();
        for (long next = there; next < ballots; next += Part)
        {
            await storage.Ballots.AppendAsync(
                [.. Enumerable.Range((int)next, (int)Math.Min(Part, ballots - next)).Select(Draft)], false, default);
        }

        Console.WriteLine($"{ballots} ballots made in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
        command.CommandText = "pragma wal_checkpoint(truncate)";
        command.ExecuteNonQuery();
    }

    // Ballot i depends on i alone, so that none has to be stored.
    private static PendingBallot Draft(int i)
    {
        ulong mixed = unchecked(((ulong)i + 1) * 0x9E3779B97F4A7C15);
        byte[] codes = new byte[Layout.Items.Count];
        for (int item = 0; item < codes.Length; item++)
        {
            mixed = unchecked((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9);
            codes[item] = (byte)(mixed % 25 == 0 ? 0 : mixed / 25 % 100 < 87 ? 4 + (mixed >> 60 & 1) : 1 + (mixed / 2_500 % 3));
        }

        DateTimeOffset at = Start.AddSeconds(i);
        return PendingBallot.Of(
            new Ballot
            {
                Header = new BallotHeader
                {
                    // As clients generate them: the time first, so that ids increase, then bits that look random.
                    Id = new Guid(i >> 16, (short)i, 0x7000, BitConverter.GetBytes((mixed & 0xFFFFFFFFFFFFFF00) | 0x80)),
                    PackId = Layout.PackId,
                    QuestionnaireVersion = Layout.QuestionnaireVersion,
                    UnitCode = Unit((int)(mixed % UnitCount)),
                    ProcedureCode = i % 2 == 0 ? "1.004227" : null,
                    Mode = CollectionMode.Paper,
                    Basis = SelectionBasis.Sampled,
                    Language = "vi",
                    StartedAt = at,
                    CompletedAt = at.AddMinutes(2),
                },
                Layout = Layout,
                Codes = codes,
            },
            at.AddMinutes(3));
    }

    private static string Unit(int number) => string.Create(CultureInfo.InvariantCulture, $"U{number:D4}");
}
