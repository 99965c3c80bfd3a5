using Sipas.Ranking;

namespace Sipas.Reporting;

/// <summary>One block.</summary>
public sealed record RankBlock
{
    /// <summary>The block.</summary>
    public required string Block { get; init; }

    /// <summary>Number of units with a rank.</summary>
    public required int RankedCount { get; init; }

    /// <summary>Unweighted mean of the published values of the ranked units, in percent.</summary>
    public required decimal? MeanPercent { get; init; }

    /// <summary>Numbers of ranks gained, lost and unchanged.</summary>
    public required ChangeCounts Movements { get; init; }

    /// <summary>Number of ranked units in each group, from the highest group.</summary>
    public required IReadOnlyList<RankGroup> Groups { get; init; }

    /// <summary>The units, those without a rank last.</summary>
    public required IReadOnlyList<RankRow> Units { get; init; }
}
