using System.Globalization;

namespace Sipas.Benchmarks;

/// <summary>The options of the command line; other arguments are passed to BenchmarkDotNet.</summary>
internal sealed class BenchmarkOptions
{
    /// <summary>The options of this run: benchmark classes read their sizes here.</summary>
    internal static BenchmarkOptions Current { get; private set; } = new();

    /// <summary>One million ballots, few iterations: the job of continuous integration.</summary>
    internal bool Short { get; private set; }

    /// <summary>Also run with fifty million ballots.</summary>
    internal bool Large { get; private set; }

    /// <summary>Folder for logs and raw results.</summary>
    internal string Artifacts { get; private set; } = "BenchmarkDotNet.Artifacts";

    /// <summary>Folder that receives the tables and versions.txt; null for none.</summary>
    internal string? Results { get; private set; }

    /// <summary>Table of allocations with which the measured ones are compared; null for none.</summary>
    internal string? CheckAllocations { get; private set; }

    /// <summary>Table of allocations to write; null for none.</summary>
    internal string? WriteAllocations { get; private set; }

    /// <summary>Only the memory table: no benchmark is run.</summary>
    internal bool MemoryOnly { get; private set; }

    /// <summary>Only the table of the draw from a streamed frame.</summary>
    internal bool DrawOnly { get; private set; }

    /// <summary>Only the table of the verification of a whole log.</summary>
    internal bool VerifyOnly { get; private set; }

    /// <summary>Folder in which its stores are created and retained; null for a temporary one.</summary>
    internal string? VerifyFolder { get; private set; }

    /// <summary>Only storage compared with its limits, which alternates the contestants in its own rounds.</summary>
    internal bool StorageOnly { get; private set; }

    /// <summary>Only the sizes of docs/scale.md.</summary>
    internal bool ScaleOnly { get; private set; }

    internal IReadOnlyList<int> Sizes => Short ? [1_000_000] : Large ? [1_000_000, 10_000_000, 50_000_000] : [1_000_000, 10_000_000];

    internal static (BenchmarkOptions Options, string[] Others) Parse(string[] args)
    {
        var options = new BenchmarkOptions();
        var others = new List<string>();
        for (int i = 0; i < args.Length; i++)
        {
            string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value.");
            switch (args[i])
            {
                case "--short": options.Short = true; break;
                case "--large": options.Large = true; break;
                case "--memory": options.MemoryOnly = true; break;
                case "--draw": options.DrawOnly = true; break;
                case "--verify":
                    options.VerifyOnly = true;
                    options.VerifyFolder = i + 1 < args.Length && !args[i + 1].StartsWith('-') ? Value() : null;
                    break;
                case "--storage": options.StorageOnly = true; break;
                case "--scale": options.ScaleOnly = true; break;
                case "--artifacts": options.Artifacts = Value(); break;
                case "--results": options.Results = Value(); break;
                case "--check-allocations":
                    options.CheckAllocations = i + 1 < args.Length && !args[i + 1].StartsWith('-')
                    ? Value()
                    : DefaultAllocations; break;
                case "--write-allocations":
                    options.WriteAllocations = i + 1 < args.Length && !args[i + 1].StartsWith('-')
                    ? Value()
                    : DefaultAllocations; break;
                default: others.Add(args[i]); break;
            }
        }

        Current = options;
        return (options, [.. others]);
    }

    internal static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string DefaultAllocations => Path.Combine("benchmarks", "results", "allocations.csv");
}
