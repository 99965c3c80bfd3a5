using Sipas.Common;

namespace Sipas.Packs;

/// <summary>A target for a node's published percentage.</summary>
public sealed record Target
{
    /// <summary>Stable code, unique in the pack.</summary>
    public required string Code { get; init; }

    /// <summary>Description of the target.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Source of the target, and whether the text of the source was available.</summary>
    public required LocalizedText Source { get; init; }

    /// <summary>Code of the node to which it applies.</summary>
    public required string Node { get; init; }

    /// <summary>How it is compared.</summary>
    public required TargetOperator Operator { get; init; }

    /// <summary>The value in percent, 0 to 100.</summary>
    public required decimal Percent { get; init; }

    /// <summary>Year by which it must be reached; null when not stated.</summary>
    public int? Year { get; init; }

    /// <summary>Whether a published percentage reaches it.</summary>
    /// <param name="percent">The published figure, 0 to 100.</param>
    public bool IsReached(decimal percent) => Operator == TargetOperator.AtLeast ? percent >= Percent : percent > Percent;
}
