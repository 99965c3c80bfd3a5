using System.Diagnostics;

namespace Sipas.Benchmarks;

/// <summary>Runs what is measured until it is compiled for good: a few short iterations end before the runtime has looked at it a second time, while a rival of seconds has long been compiled.</summary>
internal static class Warm
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(0.5);

    /// <summary>Runs an operation; in a short run, where only allocations are looked at, not at all.</summary>
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
