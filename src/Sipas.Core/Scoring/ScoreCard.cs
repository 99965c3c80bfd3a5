using System.Text.Json.Serialization;
using Sipas.Aggregation;
using Sipas.Numerics;
using Sipas.Questionnaires;
using Sipas.Text;

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

/// <summary>The counts from which a figure is computed.</summary>
/// <param name="Satisfied">Answers at the levels that count as satisfied.</param>
/// <param name="Valid">Answers at a level of the scale.</param>
/// <param name="NoAnswer">Blank answers.</param>
/// <param name="Special">Special answers: not applicable, does not know, refused.</param>
public readonly record struct AnswerCounts(long Satisfied, long Valid, long NoAnswer, long Special)
{
    /// <summary>Answers <c>notApplicable</c>, part of <see cref="Special"/>.</summary>
    public long NotApplicable { get; init; }

    /// <summary>Answers <c>dontKnow</c>, part of <see cref="Special"/>.</summary>
    public long DontKnow { get; init; }

    /// <summary>Returns the denominator of a share under a missing rule: valid answers; all cells; or all cells except not
    /// applicable and does not know.</summary>
    /// <param name="rule">The rule.</param>
    public long Denominator(MissingRule rule) => rule switch
    {
        MissingRule.AllBallots => Cells,
        MissingRule.NotApplicableExcluded => Cells - NotApplicable - DontKnow,
        _ => Valid,
    };

    /// <summary>All answer cells: valid, blank and special. For an item this is the number of ballots.</summary>
    public long Cells => Valid + NoAnswer + Special;

    /// <summary>Valid answers ÷ answer cells; null when there are no cells.</summary>
    public ExactShare? Coverage => Cells == 0 ? null : new ExactShare(Valid, Cells);

    /// <summary>Adds counts.</summary>
    public static AnswerCounts operator +(AnswerCounts a, AnswerCounts b) =>
        new(a.Satisfied + b.Satisfied, a.Valid + b.Valid, a.NoAnswer + b.NoAnswer, a.Special + b.Special)
        {
            NotApplicable = a.NotApplicable + b.NotApplicable,
            DontKnow = a.DontKnow + b.DontKnow,
        };

    /// <summary>Adds counts.</summary>
    /// <param name="other">The counts to add.</param>
    public AnswerCounts Add(AnswerCounts other) => this + other;
}

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

/// <summary>Score of one item, with the count of each level and special answer.</summary>
public sealed record ItemScore
{
    /// <summary>The item and its scale.</summary>
    public required ItemLayout Item { get; init; }

    /// <summary>Satisfied share of the valid answers.</summary>
    public required Score Score { get; init; }

    /// <summary>Number of answers of each code: no answer, the levels from lowest to highest, the special answers of the scale.</summary>
    public required IReadOnlyList<long> CodeCounts { get; init; }

    /// <summary>Whether the item measures satisfaction. For other items, shares of options are computed.</summary>
    public bool IsScored => Item.SatisfiedCodes != 0;
}

/// <summary>Score of a node of the index tree with the scores of all its descendants.</summary>
public sealed record NodeScore
{
    /// <summary>The node.</summary>
    public required IndexNode Node { get; init; }

    /// <summary>Its index.</summary>
    public required Score Score { get; init; }

    /// <summary>Scores of the child nodes.</summary>
    public required IReadOnlyList<NodeScore> Children { get; init; }

    /// <summary>Enumerates this node and all its descendants, parents before children.</summary>
    public IEnumerable<NodeScore> SelfAndDescendants() => Children.SelectMany(child => child.SelfAndDescendants()).Prepend(this);
}

/// <summary>The scores of one group of ballots by the rules of their pack.</summary>
public sealed record ScoreCard
{
    /// <summary>The pack whose rules were used.</summary>
    public required MethodPack Pack { get; init; }

    /// <summary>The counts that were scored.</summary>
    public required AnswerTally Tally { get; init; }

    /// <summary>The overall index with domains and criteria below it.</summary>
    public required NodeScore Overall { get; init; }

    /// <summary>The items in questionnaire order.</summary>
    public required IReadOnlyList<ItemScore> Items { get; init; }

    /// <summary>Number of ballots in the group.</summary>
    public long BallotCount => Tally.BallotCount;

    /// <summary>The criteria in tree order.</summary>
    public IEnumerable<NodeScore> Criteria => Overall.SelfAndDescendants().Where(node => node.Node.Kind == IndexNodeKind.Criterion);
}
