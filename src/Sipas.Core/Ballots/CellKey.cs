namespace Sipas.Ballots;

/// <summary>The cell in which a ballot is counted.</summary>
/// <param name="UnitCode">The rated organisation unit.</param>
/// <param name="Basis">Sampled or self-selected.</param>
/// <param name="Mode">Collection mode.</param>
/// <param name="Month">Year × 100 + month in Vietnam, for example 202611.</param>
internal readonly record struct CellKey(string UnitCode, SelectionBasis Basis, CollectionMode Mode, int Month)
{
    /// <summary>Creates the key of a ballot's cell.</summary>
    /// <param name="unitCode">The unit.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="countedOn">The day for which it counts, in Vietnam time.</param>
    public static CellKey Of(string unitCode, SelectionBasis basis, CollectionMode mode, DateOnly countedOn) =>
        new(unitCode, basis, mode, (countedOn.Year * 100) + countedOn.Month);
}
