using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Scoring;

/// <summary>The combined figure of one node.</summary>
internal sealed record CombinedScore
{
    /// <summary>The node.</summary>
    public required IndexNode Node { get; init; }

    /// <summary>How the units were combined.</summary>
    public required UnitCombination Combination { get; init; }

    /// <summary>The combined share; null when no unit has a figure.</summary>
    public required ExactShare? Share { get; init; }

    /// <summary>The reason why the figure is unavailable.</summary>
    public required NotComputable Reason { get; init; }

    /// <summary>Sum of the counts of all units.</summary>
    public required AnswerCounts Counts { get; init; }

    /// <summary>Number of ballots of all units.</summary>
    public required long Ballots { get; init; }

    /// <summary>Number of included units: units with ballots if ballots are pooled, otherwise units with a figure.</summary>
    public required int UnitsIn { get; init; }

    /// <summary>Codes of the excluded units.</summary>
    public required IReadOnlyList<string> UnitsLeftOut { get; init; }
}
