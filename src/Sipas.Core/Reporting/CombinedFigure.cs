using Sipas.Common;
using Sipas.Packs;
using Sipas.Scoring;

namespace Sipas.Reporting;

/// <summary>The combined figure of one node.</summary>
public sealed record CombinedFigure
{
    /// <summary>Code of the node.</summary>
    public required string Code { get; init; }

    /// <summary>The kind of node.</summary>
    public required IndexNodeKind Kind { get; init; }

    /// <summary>Name of the node.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>The aggregation rule within each unit.</summary>
    public required AggregationRule Rule { get; init; }

    /// <summary>The combined percentage; null when not computable.</summary>
    public required decimal? Percent { get; init; }

    /// <summary>The reason why there is no percentage; null when there is one.</summary>
    public required NotComputable? NotComputable { get; init; }

    /// <summary>Number of ballots of all units.</summary>
    public required long Ballots { get; init; }

    /// <summary>Number of valid answers of all units.</summary>
    public required long Valid { get; init; }

    /// <summary>Number of units included.</summary>
    public required int UnitsIn { get; init; }

    /// <summary>Codes of the units excluded.</summary>
    public required IReadOnlyList<string> UnitsLeftOut { get; init; }
}
