using Sipas.Estimation;

namespace Sipas.Reporting;

/// <summary>Results of self-selected ballots in one unit or in all, compared with the sample if there is one.</summary>
/// <param name="Unit">The unit; null for all cells.</param>
/// <param name="Coverage">Share, coverage, bounds and adjusted share, without a margin of error.</param>
/// <param name="AdjustedLabel">The label that must accompany the adjusted share wherever it is shown; null without one.</param>
/// <param name="Sample">The design-based estimate of the same share; null when there is none.</param>
/// <param name="Difference">The kiosk share minus the sample share; it has no standard error.</param>
internal sealed record KioskCoverageFigure(string? Unit, KioskCoverage Coverage, string? AdjustedLabel, double? Sample, double? Difference)
{
    /// <summary>Combines the coverage of self-selected ballots with an estimate.</summary>
    /// <param name="unit">The unit; null for all cells.</param>
    /// <param name="coverage">The results of the self-selected ballots.</param>
    /// <param name="sample">The estimate; null when there is none.</param>
    public static KioskCoverageFigure Of(string? unit, KioskCoverage coverage, Estimate? sample)
    {
        ArgumentNullException.ThrowIfNull(coverage);
        return new KioskCoverageFigure(unit, coverage, coverage.AdjustedShare is null ? null : KioskCoverage.AdjustedLabel, sample?.Value,
            sample is null ? null : coverage.DifferenceFrom(sample));
    }
}
