namespace Sipas.Sampling;

/// <summary>The sample size of one stratum.</summary>
public sealed record StratumAllocation
{
    /// <summary>The stratum's code.</summary>
    public required string StratumCode { get; init; }

    /// <summary>Number N of frame units in the stratum.</summary>
    public required long PopulationCount { get; init; }

    /// <summary>Number of units to draw: 0 to N.</summary>
    public required long SampleCount { get; init; }

    /// <summary>
    /// The quota before rounding: n a/Σa before minima and caps, or, if the size rule is applied to each stratum, its
    /// unrounded size. Null for a number given by the plan.
    /// </summary>
    public double? Quota { get; init; }

    /// <summary>
    /// The 95 % margin of error of a share of one half in this stratum under simple random sampling; null when nothing
    /// is drawn.
    /// </summary>
    public required double? Margin { get; init; }

    /// <summary>The sampling fraction n/N: a share; 0 for an empty stratum.</summary>
    public double SamplingFraction => PopulationCount == 0 ? 0 : (double)SampleCount / PopulationCount;
}
