namespace Sipas.Sampling;

/// <summary>How an allocation was rounded to whole numbers.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(Text.CamelCaseEnumConverter<AllocationRounding>))]
public enum AllocationRounding
{
    /// <summary>Quotas by the rule, rounded by the largest remainder; no minimum or cap took effect.</summary>
    LargestRemainder,

    /// <summary>A minimum or cap took effect: the exact optimum among whole numbers within the bounds.</summary>
    IntegerOptimum,
}

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

/// <summary>An allocation; its sizes add up exactly to the total.</summary>
public sealed record AllocationResult
{
    /// <summary>The total n.</summary>
    public required long TotalCount { get; init; }

    /// <summary>How the quotas were rounded to whole numbers.</summary>
    public required AllocationRounding Rounding { get; init; }

    /// <summary>The strata in the order given.</summary>
    public required IReadOnlyList<StratumAllocation> Strata { get; init; }

    /// <summary>Returns the allocation as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(this, SamplingJsonContext.Readable.AllocationResult);

    /// <summary>Returns the sample sizes by stratum code, as input for a draw.</summary>
    public IReadOnlyDictionary<string, long> ToQuotas() =>
        Strata.ToDictionary(stratum => stratum.StratumCode, stratum => stratum.SampleCount, StringComparer.Ordinal);
}
