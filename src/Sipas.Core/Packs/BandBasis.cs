using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>The value used to select the band.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<BandBasis>))]
public enum BandBasis
{
    /// <summary>The published, rounded value, so that readers can verify the band from the figure.</summary>
    Published,

    /// <summary>The exact value before rounding.</summary>
    Exact,
}
