namespace Sipas.Designs;

/// <summary>How many reserve units stand behind the official list of each cell.</summary>
public sealed record ReserveRule
{
    /// <summary>Reserve units for each official one, as a share: 0 or more; rounded up in each cell.</summary>
    public double Share { get; init; }

    /// <summary>Reserve units in each cell: 0 or more; null to use the share.</summary>
    public long? CountPerCell { get; init; }

    /// <summary>The reserve of a cell.</summary>
    /// <param name="officialCount">Official units in it: 0 or more.</param>
    /// <returns>The number asked; 0 for a cell without official units.</returns>
    public long CountFor(long officialCount) =>
        officialCount == 0 ? 0 : CountPerCell ?? (long)Math.Ceiling((officialCount * Share) - 1e-9);
}
