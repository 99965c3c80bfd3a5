namespace Sipas.Plans;

/// <summary>The rule for the number of reserve units in each cell.</summary>
public sealed record ReserveRule
{
    /// <summary>Number of reserve units per official unit, as a share: 0 or more; rounded up in each cell.</summary>
    public double Share { get; init; }

    /// <summary>Number of reserve units in each cell: 0 or more; null to use the share.</summary>
    public long? CountPerCell { get; init; }

    /// <summary>Computes the number of reserve units of a cell.</summary>
    /// <param name="officialCount">Number of official units in the cell: 0 or more.</param>
    /// <returns>The number of reserve units; 0 for a cell without official units.</returns>
    public long CountFor(long officialCount) =>
        officialCount == 0 ? 0 : CountPerCell ?? (long)Math.Ceiling((officialCount * Share) - 1e-9);
}
