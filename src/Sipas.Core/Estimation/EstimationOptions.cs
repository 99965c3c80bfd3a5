namespace Sipas.Estimation;

/// <summary>Options for the computation of estimates; they do not affect the results.</summary>
internal sealed record EstimationOptions
{
    /// <summary>Maximum number of threads; −1 for the number of processors. The results are bit-identical for any number.</summary>
    public int MaxDegreeOfParallelism { get; init; } = -1;
}
