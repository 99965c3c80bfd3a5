namespace Sipas.Estimation;

/// <summary>Item statistics within a scale.</summary>
internal sealed record ScaleItem
{
    /// <summary>The item's name.</summary>
    public required string Name { get; init; }

    /// <summary>Mean answer, in the unit of the answers; null without a complete row.</summary>
    public required double? Mean { get; init; }

    /// <summary>Standard deviation of the answers (n − 1); null for fewer than two complete rows.</summary>
    public required double? StandardDeviation { get; init; }

    /// <summary>Correlation of the item with the sum of the others, in [−1, 1]; null when one of them does not vary.</summary>
    public required double? CorrectedItemTotalCorrelation { get; init; }

    /// <summary>Alpha of the scale without the item; null for a scale of two items or when undefined.</summary>
    public required double? AlphaWithoutItem { get; init; }
}
