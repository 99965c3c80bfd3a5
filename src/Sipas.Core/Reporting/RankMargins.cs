using Sipas.Estimation;
using Sipas.Ranking;

namespace Sipas.Reporting;

/// <summary>The method of the margins and rank intervals of a ranking.</summary>
/// <param name="Basis">The basis of the margins.</param>
/// <param name="Design">Name of the stored design; null without one.</param>
/// <param name="Level">Confidence level: of each margin separately, and jointly of all rank intervals of a block.</param>
/// <param name="Intervals">The interval method of the margins.</param>
/// <param name="Adjustment">The adjustment of the p-values of the differences.</param>
/// <param name="Sharing">How the level is divided among the marginal rank intervals.</param>
/// <param name="Seed">Seed of the simulated probabilities: the same seed produces the same probabilities.</param>
/// <param name="DrawCount">Number of draws of the simulation.</param>
public sealed record RankMargins(
    MarginBasis Basis, string? Design, double Level, ShareIntervalMethod Intervals, PValueAdjustment Adjustment,
        RankIntervalSharing Sharing, ulong Seed,
    int DrawCount)
{
    /// <summary>Creates the description of a source; null when it has no estimates.</summary>
    /// <param name="source">The source.</param>
    internal static RankMargins? Of(RankMarginSource? source) => source is null or { Refusal: not null } ? null : new RankMargins(
        source.Basis, source.Design, source.Options.Level, source.Options.ShareIntervalsInUse, source.Options.Adjustment,
        source.Options.Sharing,
        source.Options.Seed, source.Options.DrawCount);
}
