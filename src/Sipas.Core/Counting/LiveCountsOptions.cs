namespace Sipas.Counting;

/// <summary>Size limits of live counts.</summary>
internal sealed record LiveCountsOptions
{
    /// <summary>Maximum number of units, 65,536 by default. Ballots of further units are counted in
    /// <see cref="LiveCounts.OverflowUnit"/>.</summary>
    public int MaximumUnits { get; init; } = 65_536;

    /// <summary>Maximum number of cells (month × service sector × mode × basis) per unit, 8,192 by default. Further ballots
    /// are counted in the unit's overflow cell.</summary>
    public int MaximumCellsPerUnit { get; init; } = 8_192;
}
