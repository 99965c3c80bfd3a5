using System.Diagnostics;
using System.Reflection;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Running;

namespace Sipas.Benchmarks;

/// <summary>Says that what one operation allocates depends on those before it: a fixed number of them, begun after a setup of its own, is measured as a whole.</summary>
/// <param name="operations">How many.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AllocatesAsItGrowsAttribute(int operations) : Attribute
{
    internal int Operations { get; } = operations;
}

/// <summary>Bytes that a fixed amount of work allocates, measured by itself: outside the iterations that are timed, to the byte, over all threads.</summary>
/// <remarks>
/// Whatever else allocates meanwhile (the runtime, a pool that gave its arrays up, a task that had to be waited for) only ever adds bytes, and code that is not compiled for good
/// yet allocates what later stays on the stack. So the least of many rounds counts, and rounds go on until a good while after it was last found.
/// </remarks>
internal static class AllocationMeter
{
    private const int Rounds = 10;
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(0.4); // the runtime compiles anew 0.1 s after it last saw new code
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(10);

    /// <returns>The operations of one round, and the least bytes a round took.</returns>
    internal static (int Operations, long Bytes) Measure(BenchmarkCase benchmark)
    {
        Descriptor descriptor = benchmark.Descriptor;
        int operations = descriptor.Type.GetCustomAttribute<AllocatesAsItGrowsAttribute>()?.Operations ?? 1;
        object instance = Make(benchmark);
        Action operation = OperationOf(descriptor.WorkloadMethod, instance);
        long least = long.MaxValue;
        int since = 0;
        for (Stopwatch all = Stopwatch.StartNew(), settling = Stopwatch.StartNew(); all.Elapsed < AtMost && (since < Rounds || settling.Elapsed < Settled); since++)
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
