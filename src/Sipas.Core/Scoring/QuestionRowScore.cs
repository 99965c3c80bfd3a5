using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>The figures of one row of a question outside the index tree.</summary>
internal sealed record QuestionRowScore
{
    /// <summary>The item.</summary>
    public required ItemLayout Item { get; init; }

    /// <summary>Valid, blank and special answers. No answer counts as satisfied here.</summary>
    public required AnswerCounts Counts { get; init; }

    /// <summary>Denominator of the shares: valid answers, or the respondents who ticked any option.</summary>
    public required long Denominator { get; init; }

    /// <summary>The options from lowest to highest; for a multiple choice only the ticked level.</summary>
    public required IReadOnlyList<OptionScore> Options { get; init; }

    /// <summary>Answers at the counted levels, or ticks.</summary>
    public required long Counted { get; init; }

    /// <summary>Counted ÷ denominator for expectation, incident and ticks; null for option shares or if not computable.</summary>
    public required ExactShare? Share { get; init; }

    /// <summary>The reason why the figure is unavailable.</summary>
    public required NotComputable Reason { get; init; }
}
