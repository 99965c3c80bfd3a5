using System.Diagnostics;
using System.Reflection;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Running;

namespace Sipas.Benchmarks;

/// <summary>The bytes that a fixed amount of work allocates, measured separately from the timed iterations, to the
/// byte, over all threads.</summary>
/// <remarks>
/// Concurrent allocations (by the runtime, after a pool released its arrays, by a task that had to be awaited) only
/// ever add bytes, and code without final optimization allocates objects that are later on the stack. So the minimum of
/// many rounds counts, and measuring continues for some time after the last new minimum.
/// </remarks>
internal static class AllocationMeter
{
    private const int Rounds = 10;
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(0.4); // the runtime recompiles 0.1 s after the last new code
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(10);

    /// <returns>The operations of one round, and the minimum of the bytes of all rounds.</returns>
    internal static (int Operations, long Bytes) Measure(BenchmarkCase benchmark)
    {
        Descriptor descriptor = benchmark.Descriptor;
        int operations = descriptor.Type.GetCustomAttribute<AllocatesAsItGrowsAttribute>()?.Operations ?? 1;
        object instance = Make(benchmark);
        Action operation = OperationOf(descriptor.WorkloadMethod, instance);
        long least = long.MaxValue;
        int since = 0;
        for (Stopwatch all = Stopwatch.StartNew(), settling = Stopwatch.StartNew(); all.Elapsed < AtMost
            && (since < Rounds || settling.Elapsed < Settled); since++)
        {
            if (operations > 1)
            {
                instance = Make(benchmark);
                operation = OperationOf(descriptor.WorkloadMethod, instance);
            }

            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < operations; i++)
            {
                operation();
            }

            long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
            if (bytes < least)
            {
                least = bytes;
                since = 0;
                settling.Restart();
            }
        }

        descriptor.GlobalCleanupMethod?.Invoke(instance, null);
        return (operations, least);
    }

    private static object Make(BenchmarkCase benchmark)
    {
        object instance = Activator.CreateInstance(benchmark.Descriptor.Type)!;
        foreach (ParameterInstance parameter in benchmark.Parameters.Items)
        {
            benchmark.Descriptor.Type.GetProperty(parameter.Name)!.SetValue(instance, parameter.Value);
        }

        benchmark.Descriptor.GlobalSetupMethod?.Invoke(instance, null);
        return instance;
    }

    // A delegate of the method's own return type: nothing may be boxed.
    private static Action OperationOf(MethodInfo method, object instance)
    {
        if (method.ReturnType == typeof(void))
        {
            return method.CreateDelegate<Action>(instance);
        }

        if (method.ReturnType == typeof(long))
        {
            Func<long> number = method.CreateDelegate<Func<long>>(instance);
            return () => number();
        }

        Func<object> result = method.CreateDelegate<Func<object>>(instance);
        return () => result();
    }
}
