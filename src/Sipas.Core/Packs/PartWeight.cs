namespace Sipas.Packs;

/// <summary>The weight of one direct part of a node under <see cref="AggregationRule.Weighted"/>.</summary>
public sealed record PartWeight
{
    /// <summary>Code of the child node or item.</summary>
    public required string Part { get; init; }

    /// <summary>Its weight, greater than 0. The weights of a node sum to exactly 1.</summary>
    public required decimal Weight { get; init; }
}
