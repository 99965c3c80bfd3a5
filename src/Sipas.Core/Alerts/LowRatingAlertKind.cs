using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Alerts;

/// <summary>Kind of a low-rating alert.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<LowRatingAlertKind>))]
public enum LowRatingAlertKind
{
    /// <summary>One ballot with low answers.</summary>
    LowRating = 1,

    /// <summary>Many of a unit's latest ballots have low answers.</summary>
    LowRate = 2,
}
