using Sipas.Common;

namespace Sipas.Packs;

/// <summary>One band, from its inclusive lower limit to its exclusive upper limit.</summary>
public sealed record Band
{
    /// <summary>Stable code, unique in the table.</summary>
    public required string Code { get; init; }

    /// <summary>Name of the band.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Lower limit, inclusive.</summary>
    public required decimal From { get; init; }

    /// <summary>Upper limit, exclusive; null for the top band.</summary>
    public decimal? To { get; init; }

    /// <summary>Points of the band in a points table; null elsewhere.</summary>
    public decimal? Points { get; init; }
}
