using System.Globalization;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Sipas.Benchmarks;

/// <summary>The committed table of bytes that operations allocate, and the check against it.</summary>
internal static class Allocations
{
    private const double Tolerance = 1.05;

    /// <returns>False when operations allocate more than their line in the table allows, or the table contains no line
    /// that was measured.</returns>
    internal static bool WriteOrCheck(BenchmarkOptions options, IEnumerable<Summary> summaries)
    {
        if (options.WriteAllocations is null && options.CheckAllocations is null)
        {
            return true;
        }

        SortedDictionary<string, (int Operations, long Bytes)> measured = new(StringComparer.Ordinal);
        foreach (BenchmarkCase benchmark in summaries.SelectMany(summary => summary.BenchmarksCases)
            .Where(benchmark => !benchmark.Descriptor.HasCategory("Baseline"))
            .OrderBy(benchmark => benchmark.Descriptor.Type.Name, StringComparer.Ordinal)
            .ThenBy(benchmark => benchmark.Parameters.DisplayInfo, StringComparer.Ordinal))
        {
            string parameters = benchmark.Parameters.DisplayInfo.Replace(", ", " ", StringComparison.Ordinal);
            measured[$"{benchmark.Descriptor.Type.Name}.{benchmark.Descriptor.WorkloadMethod.Name},{parameters}"] =
                AllocationMeter.Measure(benchmark);
        }

        if (options.WriteAllocations is { } target)
        {
            File.WriteAllLines(target, ["benchmark,parameters,operations,bytes",
                .. measured.Select(line =>
                    string.Create(CultureInfo.InvariantCulture, $"{line.Key},{line.Value.Operations},{line.Value.Bytes}"))]);
        }

        return options.CheckAllocations is not { } source || Check(source, measured);
    }

    private static bool Check(string source, SortedDictionary<string, (int Operations, long Bytes)> measured)
    {
        int compared = 0;
        bool good = true;
        foreach (string[] line in File.ReadLines(source).Skip(1).Select(line => line.Split(',')))
        {
            string name = $"{line[0]},{line[1]}";
            if (measured.TryGetValue(name, out (int Operations, long Bytes) found))
            {
                compared++;
                int operations = int.Parse(line[2], CultureInfo.InvariantCulture);
                long allowed = (long)(long.Parse(line[3], CultureInfo.InvariantCulture) * Tolerance);
                Console.WriteLine($"{name}: {found.Bytes} bytes in {found.Operations} operations; the table says {line[3]}.");
                if (found.Operations != operations || found.Bytes > allowed)
                {
                    good = false;
                    Console.Error.WriteLine($"{name}: {found.Bytes} bytes in {found.Operations} operations, {allowed} in {operations} "
                        + $"are allowed.");
                }
            }
        }

        Console.WriteLine($"Allocations: {compared} compared with {source}, {(good ? "none above it" : "some above it")}.");
        return good && compared > 0;
    }
}
