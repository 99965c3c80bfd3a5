using System.Text.Json.Serialization;

namespace Sipas.Sampling;

/// <summary>An allocation; its sizes add up exactly to the total.</summary>
public sealed record AllocationResult
{
    /// <summary>The total n.</summary>
    public required long TotalCount { get; init; }

    /// <summary>How the quotas were rounded to whole numbers.</summary>
    [JsonInclude]
    internal AllocationRounding Rounding { get; init; }

    /// <summary>The strata in the order given.</summary>
    public required IReadOnlyList<StratumAllocation> Strata { get; init; }

    /// <summary>Returns the allocation as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(this, SamplingJsonContext.Readable.AllocationResult);

    /// <summary>Returns the sample sizes by stratum code, as input for a draw.</summary>
    public IReadOnlyDictionary<string, long> ToQuotas() =>
        Strata.ToDictionary(stratum => stratum.StratumCode, stratum => stratum.SampleCount, StringComparer.Ordinal);
}
