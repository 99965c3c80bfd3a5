using Sipas.Common;
using Sipas.Scoring;

namespace Sipas.Reporting;

/// <summary>The published figures of one row.</summary>
public sealed record QuestionRowFigure
{
    /// <summary>Code of the item.</summary>
    public required string Code { get; init; }

    /// <summary>The text of the row as displayed.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Counted ÷ denominator in percent; null for option shares or when not computable.</summary>
    public required decimal? Percent { get; init; }

    /// <summary>The reason why there is no figure; null when there is one.</summary>
    public required NotComputable? NotComputable { get; init; }

    /// <summary>Number of answers at the counted levels, or of ticks.</summary>
    public required long Counted { get; init; }

    /// <summary>The denominator of the shares: valid answers, or the respondents who ticked any option.</summary>
    public required long Denominator { get; init; }

    /// <summary>Number of valid answers.</summary>
    public required long Valid { get; init; }

    /// <summary>Number of blanks.</summary>
    public required long NoAnswer { get; init; }

    /// <summary>Number of answers "not applicable", "does not know" and "refused".</summary>
    public required long Special { get; init; }

    /// <summary>The options.</summary>
    public required IReadOnlyList<OptionFigure> Options { get; init; }
}
