using System.Diagnostics;

namespace Sipas.Benchmarks;

/// <summary>Runs the measured code until its final compilation: a few short iterations end before the runtime
/// recompiles it, whereas a baseline that takes seconds was recompiled long before.</summary>
internal static class Warmup
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(0.5);

    /// <summary>Runs an operation; does nothing in a short run, which measures only allocations.</summary>
    internal static void Up(Action operation)
    {
        if (BenchmarkOptions.Current.Short)
        {
            return;
        }

        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Enough;)
        {
            operation();
        }
    }
}
