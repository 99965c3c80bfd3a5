using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Ranking;

/// <summary>The reason why a unit has no rank.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<NotRanked>))]
public enum NotRanked
{
    /// <summary>The unit is ranked.</summary>
    None,

    /// <summary>The unit has no figure.</summary>
    NoFigure,

    /// <summary>The unit has fewer ballots than the minimum of the rule.</summary>
    TooFewBallots,
}
