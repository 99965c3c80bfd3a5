using Sipas.Common;

namespace Sipas.Estimation;

/// <summary>The quadrant of an item in the importance–performance grid.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<ImportanceQuadrant>))]
internal enum ImportanceQuadrant
{
    /// <summary>High importance, high performance.</summary>
    KeepUp,

    /// <summary>High importance, low performance: first priority.</summary>
    ConcentrateHere,

    /// <summary>Low importance, low performance.</summary>
    LowPriority,

    /// <summary>Low importance, high performance.</summary>
    PossibleOverkill,
}
