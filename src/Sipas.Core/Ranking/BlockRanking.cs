using Sipas.Mathematics;
using Sipas.Packs;

namespace Sipas.Ranking;

/// <summary>The ranking of one block.</summary>
internal sealed record BlockRanking
{
    /// <summary>The block.</summary>
    public required string Block { get; init; }

    /// <summary>The rule.</summary>
    public required RankingRule Rule { get; init; }

    /// <summary>The ranked units from the first, then the units without a rank in the order given.</summary>
    public required IReadOnlyList<RankedUnit> Units { get; init; }

    /// <summary>Number of units with a rank.</summary>
    public int RankedCount => Units.Count(unit => unit.Rank is not null);

    /// <summary>Numbers of ranks gained, lost and unchanged.</summary>
    public ChangeCounts Movements => ChangeCounts.Of(Units.Where(unit => unit.Rank is not null).Select(unit => unit.Direction));

    /// <summary>Unweighted mean of the published values of the ranked units, exact; null when none is ranked.</summary>
    public ExactShare? MeanPercent => RankedCount == 0
        ? null
        : ExactShare.Mean([.. Units.Where(unit => unit.Rank is not null)
            .Select(unit => ExactShare.FromDecimal(unit.Candidate.Percent!.Value))]);
}
