using Sipas.Common;
using Sipas.Packs;
using Sipas.Scoring;

namespace Sipas.Reporting;

/// <summary>One published figure with its counts.</summary>
public record Figure
{
    /// <summary>Code of the node or item.</summary>
    public required string Code { get; init; }

    /// <summary>Name of the node or text of the question.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>The aggregation rule of a node's figure; null for an item.</summary>
    public AggregationRule? Rule { get; init; }

    /// <summary>The denominator of the figure, if it is one ratio of counts; null for means and points.</summary>
    public long? Denominator { get; init; }

    /// <summary>Number of answers "not applicable", included in <see cref="Special"/>.</summary>
    public long NotApplicable { get; init; }

    /// <summary>Mean level of the valid answers; null when there is none.</summary>
    public decimal? MeanLevel { get; init; }

    /// <summary>Points achieved; null when the pack awards none.</summary>
    public decimal? Points { get; init; }

    /// <summary>Satisfied share in percent, 0 to 100, rounded by the pack's rule; null when not computable.</summary>
    public required decimal? Percent { get; init; }

    /// <summary>The reason why there is no figure; null when there is one.</summary>
    public required NotComputable? NotComputable { get; init; }

    /// <summary>Number of satisfied answers.</summary>
    public required long Satisfied { get; init; }

    /// <summary>Number of valid answers.</summary>
    public required long Valid { get; init; }

    /// <summary>Number of blanks.</summary>
    public required long NoAnswer { get; init; }

    /// <summary>Number of answers "not applicable", "does not know" and "refused".</summary>
    public required long Special { get; init; }

    /// <summary>Valid answers ÷ all answer cells in percent, 0 to 100; null when there are no cells.</summary>
    public required decimal? CoveragePercent { get; init; }
}
