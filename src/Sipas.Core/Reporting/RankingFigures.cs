using Sipas.Estimation;
using Sipas.Ranking;

namespace Sipas.Reporting;

/// <summary>A ranking with its uncertainty.</summary>
internal sealed record RankingFigures
{
    /// <summary>Name of the ranked statistic.</summary>
    public required string Name { get; init; }

    /// <summary>The method of the marginal intervals if shares are ranked.</summary>
    public required ShareIntervalMethod IntervalMethod { get; init; }

    /// <summary>The adjustment of the p-values of the pairs.</summary>
    public required PValueAdjustment Adjustment { get; init; }

    /// <summary>Seed of the simulated probabilities.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Number of draws of the simulation.</summary>
    public required int DrawCount { get; init; }

    /// <summary>The units by rank.</summary>
    public required IReadOnlyList<RankFigure> Units { get; init; }

    /// <summary>Units without an estimate.</summary>
    public required IReadOnlyList<string> Unranked { get; init; }

    /// <summary>Creates the figures of a table of rank intervals.</summary>
    /// <param name="name">Name of the ranked statistic.</param>
    /// <param name="table">The table.</param>
    public static RankingFigures Of(string name, RankIntervalTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new RankingFigures
        {
            Name = name,
            Adjustment = table.Options.Adjustment,
            Seed = table.Options.Seed,
            DrawCount = table.Options.DrawCount,
            Unranked = table.Unranked,
            Units = [.. table.Units.Select(unit => new RankFigure(
                unit.Name, unit.Estimate.Value!.Value, unit.Reliability, unit.Rank, unit.FromDifferences, unit.FromIntervals, unit.Top,
                unit.IndistinguishableFrom))],
            IntervalMethod = table.Options.ShareIntervalsInUse,
        };
    }
}
