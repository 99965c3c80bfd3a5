namespace Sipas.Packs;

/// <summary>A knot of a piecewise-linear table.</summary>
public sealed record ConversionKnot
{
    /// <summary>Percentage, 0 to 100.</summary>
    public required decimal Percent { get; init; }

    /// <summary>Points at this percentage, 0 to the maximum.</summary>
    public required decimal Points { get; init; }
}
