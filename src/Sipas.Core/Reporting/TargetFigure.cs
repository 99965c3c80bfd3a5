using Sipas.Common;
using Sipas.Packs;
using Sipas.Scoring;

namespace Sipas.Reporting;

/// <summary>A target compared with the published figure of its node.</summary>
public sealed record TargetFigure
{
    /// <summary>Code of the target.</summary>
    public required string Code { get; init; }

    /// <summary>Description of the target.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Source of the target, including whether the source text was consulted.</summary>
    public required LocalizedText Source { get; init; }

    /// <summary>The node to which the target applies.</summary>
    public required string Node { get; init; }

    /// <summary>The comparison operator.</summary>
    public required TargetOperator Operator { get; init; }

    /// <summary>The value in percent.</summary>
    public required decimal Percent { get; init; }

    /// <summary>The year by which it is to be reached; null when none is stated.</summary>
    public required int? Year { get; init; }

    /// <summary>Whether the published figure reaches it; null when there is no figure.</summary>
    public required bool? Reached { get; init; }

    /// <summary>Compares a target with the scores of a group.</summary>
    /// <param name="target">The target.</param>
    /// <param name="nodes">The scores of the group's nodes.</param>
    /// <param name="rounding">The rounding of published figures.</param>
    public static TargetFigure Of(Target target, IEnumerable<NodeScore> nodes, RoundingRule rounding)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(nodes);
        decimal? percent = Figures.Percent(nodes.FirstOrDefault(node => node.Node.Code == target.Node)?.Score.Share, rounding);
        return new TargetFigure
        {
            Code = target.Code,
            Text = target.Text,
            Source = target.Source,
            Node = target.Node,
            Operator = target.Operator,
            Percent = target.Percent,
            Year = target.Year,
            Reached = percent is { } published ? target.IsReached(published) : null,
        };
    }
}
