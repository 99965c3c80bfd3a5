using Sipas.Common;

namespace Sipas.Packs;

/// <summary>A node of the index tree: overall → domain → criterion → item codes.</summary>
public sealed record IndexNode
{
    // Generated JSON readers set absent lists to null, so each list property replaces null with an empty list.
    private readonly IReadOnlyList<IndexNode> _children = [];
    private readonly IReadOnlyList<string> _items = [];
    private readonly IReadOnlyList<PartWeight> _weights = [];

    /// <summary>Stable code, unique in the pack.</summary>
    public required string Code { get; init; }

    /// <summary>Kind of the node.</summary>
    public required IndexNodeKind Kind { get; init; }

    /// <summary>Published name.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Child nodes; empty for a criterion.</summary>
    public IReadOnlyList<IndexNode> Children { get => _children; init => _children = value ?? []; }

    /// <summary>Codes of the items scored under this criterion; empty for a node with children.</summary>
    public IReadOnlyList<string> Items { get => _items; init => _items = value ?? []; }

    /// <summary>The node's own rule; null to use the pack's rule.</summary>
    public AggregationRule? Aggregation { get; init; }

    /// <summary>Weights of the direct parts. Used for <see cref="AggregationRule.Weighted"/> only.</summary>
    public IReadOnlyList<PartWeight> Weights { get => _weights; init => _weights = value ?? []; }

    /// <summary>Code of the single item that determines the index under <see cref="AggregationRule.GeneralQuestion"/>. The
    /// item does not have to be in the tree.</summary>
    public string? GeneralItem { get; init; }

    /// <summary>Returns the effective rule: the node's own rule or the pack's. A mean over parts that the node does not have
    /// is replaced by the mean over the next lower parts.</summary>
    /// <param name="rules">The pack's rules.</param>
    public AggregationRule RuleUnder(ScoringRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        AggregationRule rule = Aggregation ?? rules.Aggregation;
        if (rule == AggregationRule.MeanOfDomains && !HasBelow(IndexNodeKind.Domain))
        {
            rule = AggregationRule.MeanOfCriteria;
        }

        return rule == AggregationRule.MeanOfCriteria && !HasBelow(IndexNodeKind.Criterion) ? AggregationRule.MeanOfItems : rule;
    }

    private bool HasBelow(IndexNodeKind kind) => Children.Any(child => child.Kind == kind || child.HasBelow(kind));

    /// <summary>Enumerates this node and all its descendants, parents before children.</summary>
    public IEnumerable<IndexNode> SelfAndDescendants()
    {
        yield return this;
        foreach (IndexNode child in Children)
        {
            foreach (IndexNode node in child.SelfAndDescendants())
            {
                yield return node;
            }
        }
    }

    /// <summary>Enumerates the codes of all items under this node, in tree order.</summary>
    public IEnumerable<string> AllItems() => SelfAndDescendants().SelectMany(node => node.Items);
}
