using System.Text.Json.Serialization;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>A sample size and the precision it achieves.</summary>
public sealed record SampleSizeResult
{
    /// <summary>Required number of valid answers n; never above the population.</summary>
    public required long Count { get; init; }

    /// <summary>Number of people to contact so that n answer: n ÷ response rate, never above the population.</summary>
    public required long ContactCount { get; init; }

    /// <summary>
    /// The unrounded intermediate results, in the order of the formula; steps that do not apply are omitted. Empty for
    /// a given number.
    /// </summary>
    [JsonInclude]
    internal IReadOnlyList<SizeStep> Steps { get; init; } = [];

    /// <summary>
    /// Half the width of the confidence interval with n answers, including the design effect and the finite population
    /// correction: a share for a rate, in the measured unit for a mean; 0 for a census.
    /// </summary>
    public required double Margin { get; init; }

    /// <summary>The result as a plain sentence for reports.</summary>
    public required LocalizedText Sentence { get; init; }

    /// <summary>Warnings to consider before the size is used; empty when there are none.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>Returns the result as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(this, SamplingJsonContext.Readable.SampleSizeResult);
}
