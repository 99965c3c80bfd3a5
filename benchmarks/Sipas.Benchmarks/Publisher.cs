using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using Microsoft.Data.Sqlite;
using Sipas.Counting.Kernels;

namespace Sipas.Benchmarks;

/// <summary>Writes tables as markdown, and the environment in which they were measured.</summary>
internal static class Publisher
{
    internal static void WriteTables(BenchmarkOptions options, IEnumerable<Summary> summaries)
    {
        foreach (Summary summary in summaries)
        {
            var logger = new AccumulationLogger();
            MarkdownExporter.GitHub.ExportToLog(summary, logger);
            string name = summary.BenchmarksCases[0].Descriptor.Type.Name;
            WriteText(options, $"{name}{(options.Short ? "-short" : "")}.md", $"# {name}\n\n{TableOf(logger.GetLog())}\n");
        }

        WriteText(options, "versions.txt", Versions());
    }

    internal static void WriteText(BenchmarkOptions options, string name, string text)
    {
        if (options.Results is not null)
        {
            Directory.CreateDirectory(options.Results);
            File.WriteAllText(Path.Combine(options.Results, name), text.ReplaceLineEndings("\n"));
        }
    }

    // The exporter writes the host before the table; here versions.txt contains it once.
    private static string TableOf(string markdown) =>
        string.Join('\n', markdown.Split('\n').Select(line => line.TrimEnd()).Where(line => line.StartsWith('|')));

    private static string Versions()
    {
        HostEnvironmentInfo host = HostEnvironmentInfo.GetCurrent();
        using var sqlite = new SqliteConnection("Data Source=:memory:");
        sqlite.Open();
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"processor: {host.CpuInfo.Value?.ProcessorName ?? "unknown"}, {Environment.ProcessorCount} "
            + $"cores, {RuntimeInformation.ProcessArchitecture}");
        text.AppendLine(CultureInfo.InvariantCulture, $"vector path: {VectorPaths.Best}{(Avx512Vbmi.IsSupported ? ", VBMI" : "")}");
        text.AppendLine(CultureInfo.InvariantCulture, $"operating system: {RuntimeInformation.OSDescription}");
        text.AppendLine(CultureInfo.InvariantCulture, $"runtime: {RuntimeInformation.FrameworkDescription}");
        text.AppendLine(CultureInfo.InvariantCulture, $"BenchmarkDotNet: {host.BenchmarkDotNetVersion}, in process");
        text.AppendLine(CultureInfo.InvariantCulture, $"SQLite: {sqlite.ServerVersion}");
        text.AppendLine(CultureInfo.InvariantCulture, $"day (UTC): {DateTime.UtcNow:yyyy-MM-dd}");
        return text.ToString();
    }
}
