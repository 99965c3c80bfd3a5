using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>The quantity that a band table divides into bands.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<BandMeasure>))]
public enum BandMeasure
{
    /// <summary>A percentage, 0 to 100.</summary>
    Percent,

    /// <summary>Points, 0 or more.</summary>
    Points,
}
