using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Mathematics;

/// <summary>Rounding of exact midpoints.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<MidpointRule>))]
public enum MidpointRule
{
    /// <summary>Half away from zero: 0.005 becomes 0.01.</summary>
    AwayFromZero,

    /// <summary>Half to the even neighbour: 0.005 becomes 0.00.</summary>
    ToEven,
}
