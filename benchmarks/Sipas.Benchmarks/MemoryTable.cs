using System.Globalization;
using System.Text;
using Sipas.Counting;

namespace Sipas.Benchmarks;

/// <summary>The memory of built columns: no time is measured, so this is not a benchmark.</summary>
internal static class MemoryTable
{
    internal static string Measure()
    {
        var text = new StringBuilder(
            "# Memory\n\n| Ballots | Units | Answers, B/ballot | Columns, B/ballot | Allocated while building, B/ballot "
            + "|\n|---:|---:|---:|---:|---:|\n");
        foreach (int ballots in BenchmarkOptions.Current.Sizes)
        {
            foreach (int units in (int[])[700, 11_000])
            {
                Workload workload = Workload.Of(ballots, units);
                long before = GC.GetTotalAllocatedBytes(precise: true);
                BallotColumns columns = workload.Build();
                double allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"| {ballots:N0} | {units:N0} | {(double)columns.AnswerBytes / ballots:F2} "
                    + $"| {(double)columns.MemoryBytes / ballots:F2} | {allocated / ballots:F2} |");
            }
        }

        return text.ToString();
    }
}
