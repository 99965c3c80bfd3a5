using Sipas.Problems;
using Sipas.Text;

namespace Sipas.Sampling;

/// <summary>A sample size and what it is worth.</summary>
public sealed record SampleSizeResult
{
    /// <summary>Valid answers n that are needed: a count; never above the population.</summary>
    public required long Count { get; init; }

    /// <summary>People to be contacted so that n answer: a count, n ÷ response share, never above the population.</summary>
    public required long ContactCount { get; init; }

    /// <summary>
    /// The intermediate numbers of the size, not rounded, in the order of the formula; steps that do not apply are omitted. Empty for a given number.
    /// </summary>
    public IReadOnlyList<SizeStep> Steps { get; init; } = [];

    /// <summary>Half the width of the interval that n answers give, with the design effect and the finite population: a share for a rate, the measured unit for a mean; 0 for a census.</summary>
    public required double Margin { get; init; }

    /// <summary>The same in a sentence an officer can read out.</summary>
    public required LocalizedText Sentence { get; init; }

    /// <summary>What should be known before it is used; empty when there is nothing to say.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>The result as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(this, SamplingJsonContext.Readable.SampleSizeResult);
}
