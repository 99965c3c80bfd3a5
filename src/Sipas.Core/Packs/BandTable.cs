using Sipas.Common;
using Sipas.Mathematics;

namespace Sipas.Packs;

/// <summary>Bands that cover all values from 0 without gaps or overlaps.</summary>
public sealed record BandTable
{
    /// <summary>Stable code, unique in the pack.</summary>
    public required string Code { get; init; }

    /// <summary>Collective name of the bands, for example <c>group</c> or <c>class</c>.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>The quantity that is divided.</summary>
    public required BandMeasure Measure { get; init; }

    /// <summary>The value used to select the band.</summary>
    public required BandBasis Basis { get; init; }

    /// <summary>The bands, in any order.</summary>
    public required IReadOnlyList<Band> Bands { get; init; }

    /// <summary>Finds the band of a value.</summary>
    /// <param name="value">0 or more, on the scale of <see cref="Measure"/>.</param>
    /// <returns>The band; null only if the table has a gap or the value is negative.</returns>
    public Band? Find(decimal value) => Bands.FirstOrDefault(band => value >= band.From && !(value >= band.To));

    /// <summary>Finds the band of an exact value according to the table's <see cref="Basis"/>.</summary>
    /// <param name="value">The exact value on the scale of <see cref="Measure"/>: a percentage of 86.5 is 173/2, not 173/200.</param>
    /// <param name="rounding">Rounding of the published value.</param>
    public Band? Find(ExactShare value, RoundingRule rounding)
    {
        ArgumentNullException.ThrowIfNull(rounding);
        return Basis == BandBasis.Published
            ? Find(value.ToDecimal(rounding.Decimals, rounding.Midpoint))
            : Bands.FirstOrDefault(band => value >= Limit(band.From) && !(band.To is { } to && value >= Limit(to)));
    }

    // A limit below zero is equivalent to zero, because values are not negative.
    private static ExactShare Limit(decimal limit) => ExactShare.FromDecimal(Math.Max(0, limit));
}
