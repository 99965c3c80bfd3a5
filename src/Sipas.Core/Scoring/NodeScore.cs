using Sipas.Packs;

namespace Sipas.Scoring;

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
