namespace Sipas.Sampling;

/// <summary>The number of rows in one stratum.</summary>
internal sealed record StratumCount
{
    /// <summary>The stratum's code.</summary>
    public required string Stratum { get; init; }

    /// <summary>Number of rows in the stratum.</summary>
    public required long RowCount { get; init; }
}
