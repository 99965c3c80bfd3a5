using Sipas.Common;
using Sipas.Mathematics;

namespace Sipas.Scoring;

/// <summary>One option of a row: a level, or the tick of an option.</summary>
internal sealed record OptionScore
{
    /// <summary>The level, from 1.</summary>
    public required int Level { get; init; }

    /// <summary>Its text.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Number of respondents who chose it.</summary>
    public required long Count { get; init; }

    /// <summary>Its share of the denominator of the row; null if the denominator is 0.</summary>
    public required ExactShare? Share { get; init; }
}
