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

/// <summary>A node of the index tree: overall → domain → criterion → item codes.</summary>
public sealed record IndexNode
{
    // Generated JSON readers set every absent list to null, so each list closes that hole itself.
    private readonly IReadOnlyList<IndexNode> _children = [];
    private readonly IReadOnlyList<string> _items = [];

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
