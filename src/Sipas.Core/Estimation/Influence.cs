namespace Sipas.Estimation;

/// <summary>
/// The contributions of the sampling units to one estimate: sums of linearised values by unit, or deviations of
/// replicates.
/// </summary>
internal sealed class Influence
{
    /// <summary>A sum for each primary sampling unit, or a scaled deviation for each replicate.</summary>
    public required double[] Sums { get; init; }

    /// <summary>Sums of the units of later stages; missing units have 0.</summary>
    public SparseSums[] Deeper { get; init; } = [];

    /// <summary>
    /// Additional standard errors of single estimates, by their position in the set: used in comparisons of shares
    /// without spread.
    /// </summary>
    public SparseSums Own { get; init; } = SparseSums.None;

    /// <summary>Whether each primary sampling unit has a row that counts.</summary>
    public required bool[] Active { get; init; }

    /// <summary>Standard errors below this value are rounding noise.</summary>
    public required double Noise { get; init; }
}
