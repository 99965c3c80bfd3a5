using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Questionnaires;

/// <summary>Answers that are not levels of a scale. Each has its own code, because the denominator of an index depends on
/// the distinction.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SpecialAnswer>))]
public enum SpecialAnswer
{
    /// <summary>The question was left blank.</summary>
    NoAnswer,

    /// <summary>The question does not concern this respondent (không áp dụng).</summary>
    NotApplicable,

    /// <summary>The respondent does not know (không biết, không có ý kiến).</summary>
    DontKnow,

    /// <summary>The respondent declined to answer (từ chối trả lời).</summary>
    Refused,
}

/// <summary>One level of an answer scale.</summary>
public sealed record ScaleLevel
{
    /// <summary>Number of the level: 1 for the lowest, without gaps.</summary>
    public required int Level { get; init; }

    /// <summary>Whether an answer at this level counts as satisfied.</summary>
    public required bool Satisfied { get; init; }

    /// <summary>Points for an answer at this level under <see cref="AggregationRule.Points"/>: 0 or more; null on a scale
    /// without points.</summary>
    public int? Points { get; init; }

    /// <summary>Displayed text of the level.</summary>
    public required LocalizedText Text { get; init; }
}

/// <summary>A special answer offered by a scale, with its text.</summary>
public sealed record ScaleSpecial
{
    /// <summary>The special answer.</summary>
    public required SpecialAnswer Answer { get; init; }

    /// <summary>Displayed text.</summary>
    public required LocalizedText Text { get; init; }
}

/// <summary>An answer scale: its levels from lowest to highest, and the special answers it offers.</summary>
public sealed record AnswerScale
{
    /// <summary>Maximum number of levels of a scale, because an answer is stored as one character.</summary>
    public const int MaximumLevels = 9;

    private readonly IReadOnlyList<ScaleSpecial> _special = [];

    /// <summary>Stable code of the scale within its pack.</summary>
    public required string Code { get; init; }

    /// <summary>Levels from lowest to highest.</summary>
    public required IReadOnlyList<ScaleLevel> Levels { get; init; }

    /// <summary>Special answers allowed for items on this scale, in addition to <see cref="SpecialAnswer.NoAnswer"/>, which
    /// every scale allows.</summary>
    public IReadOnlyList<ScaleSpecial> Special { get => _special; init => _special = value ?? []; }
}
