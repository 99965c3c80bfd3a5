namespace Sipas.Benchmarks;

/// <summary>Marks operations whose allocations depend on previous operations: a fixed number of them, after a new
/// setup, is measured as a whole.</summary>
/// <param name="operations">Number of operations.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AllocatesAsItGrowsAttribute(int operations) : Attribute
{
    internal int Operations { get; } = operations;
}
