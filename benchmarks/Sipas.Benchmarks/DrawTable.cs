using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sipas.Plans;
using Sipas.Sampling;

namespace Sipas.Benchmarks;

/// <summary>A stratified draw from a streamed frame: each run takes seconds and the memory is of interest, so this is
/// not a benchmark of small iterations.</summary>
internal static class DrawTable
{
    private const int Strata = 200;
    private const int Quota = 100;
    private const double ReserveShare = 0.2;

    internal static string Measure()
    {
        int rows = BenchmarkOptions.Current.Short ? 1_000_000 : 10_000_000;
        var frame = new MadeFrame(rows);
        (string Name, Func<long> Run)[] ways =
        [
            ("Read twice, nothing else", () => frame.ReadRows().LongCount() + frame.ReadRows().LongCount()),
            ("Plain two passes: count, then pick; no checksum, no certificate, no reserve", () => PlainTwoPasses(frame)),
            ("`SampleDrawer.Draw`: two passes, checksum in each, official and reserve lists, certificate", () => Draw(frame)),
            ("`FrameSeal.Of`: one pass, checksum, every id looked for twice",
                () => FrameSeal.Of(frame, Design(), DateTimeOffset.UnixEpoch).RowCount),
        ];
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"# Draw from a streamed frame\n\n{rows:N0} rows of 6 cells, made while they are read; {Strata} strata, {Quota} official "
            + $"units each ({Strata * Quota:N0}), reserve {ReserveShare:0.0}; simple random. One run each, in this order.\n");
        text.AppendLine("| Way | Seconds | Rows/s | Peak working set, MiB | Above the baseline, MiB |\n|---|---:|---:|---:|---:|");
        _ = Draw(new MadeFrame(200_000));
        foreach ((string name, Func<long> run) in ways)
        {
            (double seconds, long peak, long before) = Watch(run);
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {name} | {seconds:F1} | {rows / seconds:N0} | {peak / 1048576.0:N0} | {(peak - before) / 1048576.0:N0} |");
        }

        return text.ToString();
    }

    private static (double Seconds, long Peak, long Before) Watch(Func<long> run)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        long before = Environment.WorkingSet;
        long peak = before;
        using var stop = new ManualResetEventSlim();
        var watcher = new Thread(() =>
        {
            while (!stop.Wait(20))
            {
                peak = Math.Max(peak, Environment.WorkingSet);
            }
        });
        watcher.Start();
        long start = Stopwatch.GetTimestamp();
        if (run() <= 0)
        {
            throw new InvalidOperationException("Nothing was drawn.");
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        stop.Set();
        watcher.Join();
        return (seconds, peak, before);
    }

    private static DrawDesign Design() => new()
    {
        IdColumn = "id",
        StratumColumns = ["unit"],
        Stages = [new StageDesign { Method = SelectionMethod.SimpleRandom }],
        Reserve = new ReserveRule { Share = ReserveShare },
    };

    private static long Draw(MadeFrame frame)
    {
        DrawResult drawn = SampleDrawer.Draw(
            new DrawRequest
            {
                Design = Design(),
                Quotas = Enumerable.Range(0, Strata).ToDictionary(MadeFrame.UnitOf, _ => (long)Quota),
                Seed = DrawSeed.FromNumber(20261121),
                DrawnAt = DateTimeOffset.UnixEpoch
            },
            frame);
        return drawn.Official.Entries.Count == Strata * Quota && drawn.Reserve.Entries.Count == (int)(Strata * Quota * ReserveShare)
            ? drawn.Certificate.RowCount : 0;
    }

    // A straightforward implementation: positions by hash set, rows by counting.
    private static long PlainTwoPasses(MadeFrame frame)
    {
        var counts = new Dictionary<string, int>();
        foreach (FrameRow row in frame.ReadRows())
        {
            counts[row.Cells[1]] = counts.GetValueOrDefault(row.Cells[1]) + 1;
        }

        var random = new Random(20261121);
        var wanted = new Dictionary<string, HashSet<int>>();
        foreach ((string unit, int count) in counts)
        {
            HashSet<int> positions = wanted[unit] = [];
            while (positions.Count < Quota)
            {
                positions.Add(random.Next(count));
            }
        }

        var drawn = new List<string>();
        var seen = new Dictionary<string, int>();
        foreach (FrameRow row in frame.ReadRows())
        {
            string unit = row.Cells[1];
            int position = seen.GetValueOrDefault(unit);
            seen[unit] = position + 1;
            if (wanted[unit].Contains(position))
            {
                drawn.Add(row.Cells[0]);
            }
        }

        return drawn.Count;
    }

    /// <summary>Transactions as read from a file: new texts for every row, nothing retained.</summary>
    private sealed class MadeFrame(int rows) : IFrameSource
    {
        private static readonly string[] Units = [.. Enumerable.Range(0, Strata).Select(UnitOf)];

        public string Name => "made";

        public IReadOnlyList<string> Columns { get; } = ["id", "unit", "name", "phone", "day", "field"];

        public static string UnitOf(int number) => string.Create(CultureInfo.InvariantCulture, $"U{number:D3}");

        public IEnumerable<FrameRow> ReadRows()
        {
            for (int i = 0; i < rows; i++)
            {
                // Neighbouring rows are in different strata, of different sizes.
                uint mixed = unchecked((uint)i * 2654435761u);
                int third = (int)((mixed >> 8) % (Strata * 3));
                int unit = third < Strata ? third : third % (Strata / 2);
                yield return new FrameRow(i + 2,
                [
                    string.Create(CultureInfo.InvariantCulture, $"HS-{i:D8}"), Units[unit],
                    string.Create(CultureInfo.InvariantCulture, $"Nguyễn Văn {i:D8}"),
                    string.Create(CultureInfo.InvariantCulture, $"09{mixed % 100_000_000:D8}"), "2026-05-04", "dat-dai",
                ]);
            }
        }
    }
}
