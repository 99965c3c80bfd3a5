using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Sipas.Benchmarks;
using Sipas.Counting.Kernels;

if (args is ["--verify-way", var way, var store])
{
    return await VerifyTable.RunAsync(way, store);
}

(BenchmarkOptions options, string[] others) = BenchmarkOptions.Parse(args);
if (options.MemoryOnly)
{
    string table = MemoryTable.Measure();
    Console.WriteLine(table);
    Publisher.WriteText(options, "memory.md", table);
    return 0;
}

if (options.DrawOnly)
{
    string table = DrawTable.Measure();
    Console.WriteLine(table);
    Publisher.WriteText(options, "draw.md", table);
    return 0;
}

if (options.VerifyOnly)
{
    string table = VerifyTable.Measure(options.VerifyFolder);
    Console.WriteLine(table);
    Publisher.WriteText(options, "verify.md", table);
    return 0;
}

if (options.ScaleOnly)
{
    string table = ScaleTable.Measure();
    Console.WriteLine(table);
    Publisher.WriteText(options, "scale.md", table);
    return 0;
}

if (options.StorageOnly)
{
    string table = StorageTable.Measure();
    Console.WriteLine(table);
    Publisher.WriteText(options, options.Short ? "StorageBenchmarks-short.md" : "StorageBenchmarks.md", table);
    return 0;
}

// In this process: millions of ballots are created once, not once per benchmark.
Job job = Job.Default
    .WithToolchain(InProcessEmitToolchain.DontLogOutput)
    .WithWarmupCount(options.Short ? 1 : 25) // half a second: the time until the final compilation of an operation
    .WithIterationCount(options.Short ? 3 : 25)
    .WithIterationTime(TimeInterval.FromMilliseconds(20))
    .WithId(options.Short ? "short" : "full");
ManualConfig config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddLogger(ConsoleLogger.Default)
    .AddDiagnoser(options.Short ? [] : [MemoryDiagnoser.Default]) // a short run measures allocations separately: see AllocationMeter
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddExporter(MarkdownExporter.GitHub)
    .AddFilter(new SimpleFilter(benchmark => CanRun(benchmark.Descriptor.WorkloadMethod.Name)))
    .WithOptions(ConfigOptions.DisableLogFile)
    .WithArtifactsPath(Path.GetFullPath(options.Artifacts));
if (others.Length == 0)
{
    others = ["--filter", "*"];
}

Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(others, config)];
if (summaries.Length == 0
    || summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)))
{
    Console.Error.WriteLine("A benchmark did not run.");
    return 1;
}

Publisher.WriteTables(options, summaries);
Stored<SqlDatabases>.Release();
return Allocations.WriteOrCheck(options, summaries) ? 0 : 1;

static bool CanRun(string benchmark) => benchmark switch
{
    nameof(SqlBenchmarks.Postgres) => !BenchmarkOptions.Current.Short && SqlDatabases.HasPostgres,
    nameof(CountingBenchmarks.CubeVector256) => VectorPaths.IsSupported(VectorPath.Vector256),
    nameof(CountingBenchmarks.CubeVector128) => VectorPaths.IsSupported(VectorPath.Vector128),
    _ => true,
};
