namespace Sipas.Sampling;

/// <summary>How the whole numbers of an allocation were reached.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(Text.CamelCaseEnumConverter<AllocationRounding>))]
public enum AllocationRounding
{
    /// <summary>Quotas by the rule, rounded by the largest remainder; no minimum or cap came into play.</summary>
    LargestRemainder,

    /// <summary>A minimum or cap came into play: the exact optimum among whole numbers within the bounds.</summary>
    IntegerOptimum,
}

/// <summary>The sample size of one stratum.</summary>
public sealed record StratumAllocation
{
    /// <summary>The stratum's code.</summary>
    public required string StratumCode { get; init; }

    /// <summary>Frame units N in it.</summary>
    public required long PopulationCount { get; init; }

    /// <summary>Units to be drawn: 0 to N.</summary>
    public required long SampleCount { get; init; }

    /// <summary>
    /// The quota before rounding: n a/Σa of an allocation, before minima and caps; the unrounded size of the rule if each stratum has its own. Null for a
    /// number given by the plan.
    /// </summary>
    public double? Quota { get; init; }

    /// <summary>The margin of a share of one half at 95 % in this stratum, for a simple random sample; null when nothing is drawn.</summary>
    public required double? Margin { get; init; }

    /// <summary>The sampling fraction n/N: a share; 0 for an empty stratum.</summary>
    public double SamplingFraction => PopulationCount == 0 ? 0 : (double)SampleCount / PopulationCount;
}

/// <summary>An allocation; its sizes add up to the total exactly.</summary>
public sealed record AllocationResult
{
    /// <summary>The total n.</summary>
    public required long TotalCount { get; init; }

    /// <summary>How the whole numbers were reached.</summary>
    public required AllocationRounding Rounding { get; init; }

    /// <summary>The strata in the order given.</summary>
    public required IReadOnlyList<StratumAllocation> Strata { get; init; }

    /// <summary>The allocation as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(this, SamplingJsonContext.Readable.AllocationResult);

    /// <summary>The sample sizes by stratum code, as a draw takes them.</summary>
    public IReadOnlyDictionary<string, long> ToQuotas() =>
        Strata.ToDictionary(stratum => stratum.StratumCode, stratum => stratum.SampleCount, StringComparer.Ordinal);
}
