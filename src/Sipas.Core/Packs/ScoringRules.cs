namespace Sipas.Packs;

/// <summary>The rules for computing published figures from counts.</summary>
public sealed record ScoringRules
{
    /// <summary>How the index of a node is computed from the answers below it.</summary>
    public required AggregationRule Aggregation { get; init; }

    /// <summary>The answers that form the denominator.</summary>
    public required MissingRule Missing { get; init; }

    /// <summary>Rounding of percentages.</summary>
    public required RoundingRule Rounding { get; init; }
}
