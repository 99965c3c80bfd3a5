namespace Sipas.Estimation;

/// <summary>Diagnostics of a weight adjustment.</summary>
internal sealed record AdjustmentReport
{
    /// <summary>Name of the step.</summary>
    public required string Name { get; init; }

    /// <summary>Number of rounds; 1 for a step without iteration.</summary>
    public int Iterations { get; init; } = 1;

    /// <summary>Largest relative deviation from the requested totals; 0 where there are none.</summary>
    public double LargestMisfit { get; init; }

    /// <summary>Smallest factor g = new weight ÷ previous weight, among rows of positive weight.</summary>
    public required double SmallestFactor { get; init; }

    /// <summary>Largest factor g.</summary>
    public required double LargestFactor { get; init; }

    /// <summary>Number of rows whose weight became negative, which is possible in linear calibration without bounds.</summary>
    public required long NegativeWeightCount { get; init; }

    /// <summary>Whether variances by linearisation take the step into account; if false, only replication does.</summary>
    public required bool KnownToLinearisation { get; init; }
}
