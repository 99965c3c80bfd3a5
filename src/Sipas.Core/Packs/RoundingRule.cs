using Sipas.Mathematics;

namespace Sipas.Packs;

/// <summary>Rounding of reported percentages.</summary>
public sealed record RoundingRule
{
    /// <summary>Number of decimals of a percentage: 0 to 4.</summary>
    public required int Decimals { get; init; }

    /// <summary>Rounding of exact midpoints.</summary>
    public required MidpointRule Midpoint { get; init; }
}
