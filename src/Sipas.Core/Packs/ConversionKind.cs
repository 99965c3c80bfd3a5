using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>How a percentage is converted to points.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ConversionKind>))]
public enum ConversionKind
{
    /// <summary>Percent × maximum ÷ 100.</summary>
    Proportional,

    /// <summary>Linear interpolation between knots; constant before the first and after the last knot.</summary>
    PiecewiseLinear,

    /// <summary>The points of the band that contains the percentage.</summary>
    Bands,
}
