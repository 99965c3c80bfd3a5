using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Questionnaires;

/// <summary>What a node of the index tree stands for.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<IndexNodeKind>))]
public enum IndexNodeKind
{
    /// <summary>The whole index.</summary>
    Overall,

    /// <summary>A domain (nội dung), for example the provision of public services.</summary>
    Domain,

    /// <summary>A criterion (yếu tố; tiêu chí in provincial plans): one of the five of public service.</summary>
    Criterion,
}

/// <summary>The weight of one direct part of a node under <see cref="AggregationRule.Weighted"/>.</summary>
public sealed record PartWeight
{
    /// <summary>Code of the child node or item.</summary>
    public required string Part { get; init; }

    /// <summary>Its weight: above 0; the weights of a node sum to exactly 1.</summary>
    public required decimal Weight { get; init; }
}

/// <summary>A node of the index tree: overall → domain → criterion → item codes.</summary>
public sealed record IndexNode
{
    // Generated JSON readers set every absent list to null, so each list closes that hole itself.
    private readonly IReadOnlyList<IndexNode> _children = [];
    private readonly IReadOnlyList<string> _items = [];
    private readonly IReadOnlyList<PartWeight> _weights = [];

    /// <summary>Stable code, unique in the pack.</summary>
    public required string Code { get; init; }

    /// <summary>What the node stands for.</summary>
    public required IndexNodeKind Kind { get; init; }

    /// <summary>The published name.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Nodes below this one; empty for a criterion.</summary>
    public IReadOnlyList<IndexNode> Children { get => _children; init => _children = value ?? []; }

    /// <summary>Codes of the items scored under this criterion; empty for a node that has children.</summary>
    public IReadOnlyList<string> Items { get => _items; init => _items = value ?? []; }

    /// <summary>The node's own rule; null when the pack's rule holds.</summary>
    public AggregationRule? Aggregation { get; init; }

    /// <summary>Weights of the direct parts, for <see cref="AggregationRule.Weighted"/> only.</summary>
    public IReadOnlyList<PartWeight> Weights { get => _weights; init => _weights = value ?? []; }

    /// <summary>Code of the item that alone makes the index under <see cref="AggregationRule.GeneralQuestion"/>; it need not stand in the tree.</summary>
    public string? GeneralItem { get; init; }

    /// <summary>The rule that holds here: the node's own or the pack's, where a mean of parts that the node does not have becomes the mean of the next lower parts.</summary>
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

    /// <summary>This node and all below it, parents before children.</summary>
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

    /// <summary>Codes of all items under this node, in tree order.</summary>
    public IEnumerable<string> AllItems() => SelfAndDescendants().SelectMany(node => node.Items);
}
