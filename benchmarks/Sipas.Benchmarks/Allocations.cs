using System.Globalization;
using BenchmarkDotNet.Reports;

namespace Sipas.Benchmarks;

/// <summary>The committed table of bytes allocated per operation, and the check against it.</summary>
internal static class Allocations
{
    private const double Tolerance = 1.05;

    // What the runtime allocates for itself while a benchmark is measured, however few operations share it.
    private const long RuntimeBytes = 16 * 1024;

    /// <returns>False when an operation allocates more than its line in the table allows, or the table has no line that was measured.</returns>
    internal static bool WriteOrCheck(BenchmarkOptions options, IEnumerable<Summary> summaries)
    {
        SortedDictionary<string, (long Bytes, long Operations)> measured = new(StringComparer.Ordinal);
        foreach (BenchmarkReport report in summaries.SelectMany(summary => summary.Reports))
        {
            var descriptor = report.BenchmarkCase.Descriptor;
            if (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) is { } bytes && !descriptor.HasCategory("Rival"))
            {
                measured[$"{descriptor.Type.Name}.{descriptor.WorkloadMethod.Name},{report.BenchmarkCase.Parameters.DisplayInfo.Replace(", ", " ", StringComparison.Ordinal)}"] = (bytes, Math.Max(1, report.GcStats.TotalOperations));
            }
        }

        if (options.WriteAllocations is { } target)
        {
            File.WriteAllLines(target, ["benchmark,parameters,bytes", .. measured.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Key},{line.Value.Bytes}"))]);
        }

        if (options.CheckAllocations is not { } source)
        {
            return true;
        }

        int compared = 0;
        bool good = true;
        foreach (string line in File.ReadLines(source).Skip(1))
        {
            int comma = line.LastIndexOf(',');
            if (measured.TryGetValue(line[..comma], out (long Bytes, long Operations) found))
            {
                compared++;
                long committed = long.Parse(line[(comma + 1)..], CultureInfo.InvariantCulture);
                long allowed = (long)(committed * Tolerance) + (RuntimeBytes / found.Operations);
                if (found.Bytes > allowed)
                {
                    good = false;
                    Console.Error.WriteLine($"{line[..comma]}: {found.Bytes} bytes an operation, {allowed} are allowed.");
                }
            }
        }

        Console.WriteLine($"Allocations: {compared} compared with {source}, {(good ? "none above it" : "some above it")}.");
        return good && compared > 0;
    }
}
