using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Ranking;

/// <summary>Direction of the change of a figure or rank.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ChangeDirection>))]
public enum ChangeDirection
{
    /// <summary>Better: a higher figure, or a rank nearer to 1.</summary>
    Up,

    /// <summary>Worse.</summary>
    Down,

    /// <summary>The published values are equal.</summary>
    Same,
}
