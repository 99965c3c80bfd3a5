using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>Score of one item, with the count of each level and special answer.</summary>
public sealed record ItemScore
{
    /// <summary>The item and its scale.</summary>
    public required ItemLayout Item { get; init; }

    /// <summary>Satisfied share of the valid answers.</summary>
    public required Score Score { get; init; }

    /// <summary>Number of answers of each code: no answer, the levels from lowest to highest, the special answers of the scale.</summary>
    public required IReadOnlyList<long> CodeCounts { get; init; }

    /// <summary>Whether the item measures satisfaction. For other items, shares of options are computed.</summary>
    public bool IsScored => Item.SatisfiedCodes != 0;
}
