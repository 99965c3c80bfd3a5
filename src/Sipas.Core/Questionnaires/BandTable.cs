using System.Text.Json.Serialization;
using Sipas.Numerics;
using Sipas.Text;

namespace Sipas.Questionnaires;

/// <summary>What a band table divides.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<BandMeasure>))]
public enum BandMeasure
{
    /// <summary>A percentage, 0 to 100.</summary>
    Percent,

    /// <summary>Points, 0 upwards.</summary>
    Points,
}

/// <summary>Which value decides the band.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<BandBasis>))]
public enum BandBasis
{
    /// <summary>The value as it is published, rounded: a reader can check the band against the figure.</summary>
    Published,

    /// <summary>The exact value before rounding.</summary>
    Exact,
}

/// <summary>One band: from its lower limit, which belongs to it, up to its upper limit, which does not.</summary>
public sealed record Band
{
    /// <summary>Stable code, unique in the table.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Lower limit, inclusive.</summary>
    public required decimal From { get; init; }

    /// <summary>Upper limit, exclusive; null for the top band, which has none.</summary>
    public decimal? To { get; init; }

    /// <summary>Points that the band earns in a points table; null elsewhere.</summary>
    public decimal? Points { get; init; }
}

/// <summary>Bands that cover everything from 0 upwards without gap or overlap.</summary>
public sealed record BandTable
{
    /// <summary>Stable code, unique in the pack.</summary>
    public required string Code { get; init; }

    /// <summary>What the bands are called together, for example <c>group</c> or <c>class</c>.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>What is divided.</summary>
    public required BandMeasure Measure { get; init; }

    /// <summary>Which value decides.</summary>
    public required BandBasis Basis { get; init; }

    /// <summary>The bands in any order.</summary>
    public required IReadOnlyList<Band> Bands { get; init; }

    /// <summary>The band of a value.</summary>
    /// <param name="value">0 or more, on the scale of <see cref="Measure"/>.</param>
    /// <returns>The band; null only when the table has a gap or the value is negative.</returns>
    public Band? Find(decimal value) => Bands.FirstOrDefault(band => value >= band.From && !(value >= band.To));

    /// <summary>The band of an exact value by the table's <see cref="Basis"/>.</summary>
    /// <param name="value">The exact value on the scale of <see cref="Measure"/>: a percentage of 86.5 is 173/2, not 173/200.</param>
    /// <param name="rounding">How the value is published.</param>
    public Band? Find(ExactShare value, RoundingRule rounding)
    {
        ArgumentNullException.ThrowIfNull(rounding);
        return Basis == BandBasis.Published
            ? Find(value.ToDecimal(rounding.Decimals, rounding.Midpoint))
            : Bands.FirstOrDefault(band => value >= Limit(band.From) && !(band.To is { } to && value >= Limit(to)));
    }

    // A limit below zero covers all values there are, as zero does.
    private static ExactShare Limit(decimal limit) => ExactShare.FromDecimal(Math.Max(0, limit));
}
