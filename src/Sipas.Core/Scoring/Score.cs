using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>A figure with the counts from which it is computed.</summary>
public sealed record Score
{
    private readonly IReadOnlyList<string> _missing = [];

    /// <summary>The index as a share in [0, 1]; null if not computable. It is never replaced by 0 or NaN.</summary>
    public required ExactShare? Share { get; init; }

    /// <summary>The reason why the share is unavailable.</summary>
    public required NotComputable Reason { get; init; }

    /// <summary>The counts from which it is computed: of all items below a node, regardless of its rule.</summary>
    public required AnswerCounts Counts { get; init; }

    /// <summary>The rule that was applied to compute a node's index; null for an item.</summary>
    public AggregationRule? Rule { get; init; }

    /// <summary>The denominator if the share is a single ratio of counts: answers or, under
    /// <see cref="AggregationRule.AllSatisfied"/>, ballots. Null for means and points.</summary>
    public long? Denominator { get; init; }

    /// <summary>Mean level, from 1 to the number of levels, over valid answers; null without valid answers, and for a node
    /// whose items have scales of different length.</summary>
    public ExactShare? MeanLevel { get; init; }

    /// <summary>Points reached under <see cref="AggregationRule.Points"/>; null for other rules.</summary>
    public ExactShare? Points { get; init; }

    /// <summary>The maximum number of points under <see cref="AggregationRule.Points"/>; null for other rules.</summary>
    public int? MaximumPoints { get; init; }

    /// <summary>Codes of the parts that are not computable, if that is the <see cref="Reason"/>.</summary>
    public IReadOnlyList<string> MissingParts { get => _missing; init => _missing = value ?? []; }
}
