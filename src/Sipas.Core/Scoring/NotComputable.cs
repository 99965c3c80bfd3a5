using System.Text.Json.Serialization;
using Sipas.Common;
using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>The reason why a figure is unavailable.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<NotComputable>))]
public enum NotComputable
{
    /// <summary>It was computed.</summary>
    None,

    /// <summary>There are no ballots.</summary>
    NoBallots,

    /// <summary>There are ballots, but none has a valid answer here.</summary>
    NoValidAnswers,

    /// <summary>One of the parts that the rule needs is not computable; <see cref="Score.MissingParts"/> lists them.</summary>
    PartNotComputable,

    /// <summary>The questionnaire version does not contain it.</summary>
    NotAsked,

    /// <summary>The answers do not measure satisfaction: no level of the scale counts as satisfied.</summary>
    NotScored,

    /// <summary>The figure needs counts by ballot, but only counts by item exist: see <see cref="BallotSetLayout"/>.</summary>
    NotCounted,
}
