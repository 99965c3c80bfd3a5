using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Questionnaires;

/// <summary>Answers that are no level of a scale. Each is a code of its own, since the denominator of an index depends on telling them apart.</summary>
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
    /// <summary>The number of the level: 1 for the lowest, without gaps.</summary>
    public required int Level { get; init; }

    /// <summary>Whether an answer at this level counts as satisfied.</summary>
    public required bool Satisfied { get; init; }

    /// <summary>Points that an answer at this level earns under <see cref="AggregationRule.Points"/>: 0 or more; null on a scale without points.</summary>
    public int? Points { get; init; }

    /// <summary>The words shown for the level.</summary>
    public required LocalizedText Text { get; init; }
}

/// <summary>A special answer that a scale offers, with its words.</summary>
public sealed record ScaleSpecial
{
    /// <summary>Which special answer.</summary>
    public required SpecialAnswer Answer { get; init; }

    /// <summary>The words shown for it.</summary>
    public required LocalizedText Text { get; init; }
}

/// <summary>An answer scale: its levels from lowest to highest, and the special answers it knows.</summary>
public sealed record AnswerScale
{
    /// <summary>The most levels a scale may have: an answer is stored as one character.</summary>
    public const int MaximumLevels = 9;

    private readonly IReadOnlyList<ScaleSpecial> _special = [];

    /// <summary>Stable code of the scale within its pack.</summary>
    public required string Code { get; init; }

    /// <summary>Levels from lowest to highest.</summary>
    public required IReadOnlyList<ScaleLevel> Levels { get; init; }

    /// <summary>Special answers that items on this scale may be given, apart from <see cref="SpecialAnswer.NoAnswer"/>, which every scale knows.</summary>
    public IReadOnlyList<ScaleSpecial> Special { get => _special; init => _special = value ?? []; }
}
