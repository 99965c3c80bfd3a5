using Sipas.Common;

namespace Sipas.Packs;

/// <summary>A check over several answers of one ballot.</summary>
public sealed record AnswerCheck
{
    /// <summary>Stable code, unique in the questionnaire.</summary>
    public required string Code { get; init; }

    /// <summary>Whether the check asks for a review or rejects the ballot.</summary>
    public required CheckStrictness Strictness { get; init; }

    /// <summary>The conditions that must all be met for the check to fire; at least one.</summary>
    public required IReadOnlyList<AnswerCondition> When { get; init; }

    /// <summary>The message for the respondent or the clerk.</summary>
    public required LocalizedText Text { get; init; }
}
