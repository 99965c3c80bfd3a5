using Sipas.Common;

namespace Sipas.Packs;

/// <summary>One level of an answer scale.</summary>
public sealed record ScaleLevel
{
    /// <summary>Number of the level: 1 for the lowest, without gaps.</summary>
    public required int Level { get; init; }

    /// <summary>Whether an answer at this level counts as satisfied.</summary>
    public required bool Satisfied { get; init; }

    /// <summary>Points for an answer at this level under <see cref="AggregationRule.Points"/>: 0 or more; null on a scale
    /// without points.</summary>
    public int? Points { get; init; }

    /// <summary>Displayed text of the level.</summary>
    public required LocalizedText Text { get; init; }
}
