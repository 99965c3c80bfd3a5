using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Ranking;

/// <summary>The boundaries on which two years are compared.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ComparisonBoundaries>))]
public enum ComparisonBoundaries
{
    /// <summary>Units of the later year; earlier figures are converted to them.</summary>
    New,

    /// <summary>Units of the earlier year; later figures are converted to them.</summary>
    Old,
}
