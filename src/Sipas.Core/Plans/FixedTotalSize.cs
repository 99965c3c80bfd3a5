namespace Sipas.Plans;

/// <summary>A total stated in the plan, to be allocated to the strata.</summary>
internal sealed record FixedTotalSize : SizeRule
{
    /// <summary>The total: 1 or more.</summary>
    public required long Total { get; init; }
}
