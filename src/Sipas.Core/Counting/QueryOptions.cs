namespace Sipas.Counting;

/// <summary>Execution options of a query. They never change a count.</summary>
internal sealed record QueryOptions
{
    internal static readonly QueryOptions Default = new();

    /// <summary>Maximum number of threads, 1 by default. Each thread processes a range of units with about the same number
    /// of ballots.</summary>
    public int DegreeOfParallelism { get; init; } = 1;

    /// <summary>Cancels the query. A partial result must not be used.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Receives the processed share of the ballots, 0 to 1. It is called from the query's threads, in ascending
    /// order on each thread, and reports 1 at the end.</summary>
    public IProgress<double>? Progress { get; init; }

    internal Kernels.VectorPath Path { get; init; } = Kernels.VectorPaths.Best;
}
