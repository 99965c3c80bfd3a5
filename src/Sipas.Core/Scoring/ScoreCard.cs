using System.Text.Json.Serialization;
using Sipas.Aggregation;
using Sipas.Numerics;
using Sipas.Questionnaires;
using Sipas.Text;

namespace Sipas.Scoring;

/// <summary>Why a figure could not be computed.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<NotComputable>))]
public enum NotComputable
{
    /// <summary>It was computed.</summary>
    None,

    /// <summary>There are no ballots.</summary>
    NoBallots,

    /// <summary>There are ballots, but none has a valid answer here.</summary>
    NoValidAnswers,
}

/// <summary>The counts behind a figure.</summary>
/// <param name="Satisfied">Answers at the levels that count as satisfied.</param>
/// <param name="Valid">Answers at a level of the scale.</param>
/// <param name="NoAnswer">Blanks.</param>
/// <param name="Special">Answers that are neither: not applicable, does not know, refused.</param>
public readonly record struct AnswerCounts(long Satisfied, long Valid, long NoAnswer, long Special)
{
    /// <summary>All answer cells: valid, blank and special. For an item this is the number of ballots.</summary>
    public long Cells => Valid + NoAnswer + Special;

    /// <summary>Valid answers ÷ answer cells; null when there are no cells.</summary>
    public ExactShare? Coverage => Cells == 0 ? null : new ExactShare(Valid, Cells);

    /// <summary>Adds counts.</summary>
    public static AnswerCounts operator +(AnswerCounts a, AnswerCounts b) =>
        new(a.Satisfied + b.Satisfied, a.Valid + b.Valid, a.NoAnswer + b.NoAnswer, a.Special + b.Special);

    /// <summary>Adds counts.</summary>
    /// <param name="other">The counts that are added.</param>
    public AnswerCounts Add(AnswerCounts other) => this + other;
}

/// <summary>A figure with the counts it came from.</summary>
public sealed record Score
{
    /// <summary>The satisfied share; null when it is not computable, never 0 or NaN in its place.</summary>
    public required ExactShare? Share { get; init; }

    /// <summary>Why there is no share.</summary>
    public required NotComputable Reason { get; init; }

    /// <summary>The counts it came from.</summary>
    public required AnswerCounts Counts { get; init; }
}

/// <summary>Score of one item, with the count of each level and special answer.</summary>
public sealed record ItemScore
{
    /// <summary>The item and its scale.</summary>
    public required ItemLayout Item { get; init; }

    /// <summary>Satisfied share of the valid answers.</summary>
    public required Score Score { get; init; }

    /// <summary>Answers of each code: no answer, the levels from lowest to highest, the special answers of the scale.</summary>
    public required IReadOnlyList<long> CodeCounts { get; init; }
}

/// <summary>Score of a node of the index tree with all below it.</summary>
public sealed record NodeScore
{
    /// <summary>The node.</summary>
    public required IndexNode Node { get; init; }

    /// <summary>Its index.</summary>
    public required Score Score { get; init; }

    /// <summary>Scores of the nodes below.</summary>
    public required IReadOnlyList<NodeScore> Children { get; init; }

    /// <summary>This node and all below it, parents before children.</summary>
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

    /// <summary>Ballots in the group.</summary>
    public long BallotCount => Tally.BallotCount;

    /// <summary>The criteria in tree order.</summary>
    public IEnumerable<NodeScore> Criteria => Overall.SelfAndDescendants().Where(node => node.Node.Kind == IndexNodeKind.Criterion);
}
