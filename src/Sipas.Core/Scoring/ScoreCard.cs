using Sipas.Counting;
using Sipas.Packs;

namespace Sipas.Scoring;

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
