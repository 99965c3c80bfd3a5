using Sipas.Estimation;
using Sipas.Packs;
using Sipas.Ranking;

namespace Sipas.Reporting;

/// <summary>Creates the published uncertainty of ranks from the estimates behind a ranking.</summary>
internal static class RankUncertainties
{
    /// <summary>Creates the uncertainty of each ranked unit of a block.</summary>
    /// <param name="source">The estimates.</param>
    /// <param name="block">The block.</param>
    /// <param name="rounding">The pack's rule.</param>
    /// <returns>By unit code; empty when there are no estimates.</returns>
    public static IReadOnlyDictionary<string, RankUncertainty> Of(RankMarginSource source, BlockRanking block, RoundingRule rounding) =>
        source.Rank(block).ToDictionary(unit => unit.Name, unit => Of(source, unit, rounding), StringComparer.Ordinal);

    private static RankUncertainty Of(RankMarginSource source, RankedEstimate unit, RoundingRule rounding)
    {
        Estimate estimate = source.Estimates.GetValueOrDefault(unit.Name) ?? unit.Estimate;
        Interval? limits = source.IntervalOf(estimate);
        return new RankUncertainty
        {
            MarginPoints = limits is { } known ? Figures.Percent(known.Width / 2, rounding) : null,
            LowerPercent = limits is { } low ? Figures.Percent(low.Lower, rounding) : null,
            UpperPercent = limits is { } high ? Figures.Percent(high.Upper, rounding) : null,
            DegreesOfFreedom = estimate.DegreesOfFreedom,
            BestRank = unit.FromDifferences.First,
            WorstRank = unit.FromDifferences.Last,
            BestRankFromIntervals = unit.FromIntervals.First,
            WorstRankFromIntervals = unit.FromIntervals.Last,
            Top = unit.Top,
            IndistinguishableFrom = unit.IndistinguishableFrom,
        };
    }
}
