using Sipas.Estimation;

namespace Sipas.Reporting;

/// <summary>A quantile with its interval.</summary>
/// <param name="Name">The column.</param>
/// <param name="Domain">The domain; null for all rows.</param>
/// <param name="Probability">The share of the weight at or below it, in (0, 1).</param>
/// <param name="Rule">The definition of the quantile.</param>
/// <param name="Value">The quantile, in the unit of the column; null for an empty domain.</param>
/// <param name="Lower">Woodruff's lower limit; null when undefined.</param>
/// <param name="Upper">The upper limit.</param>
/// <param name="StandardError">Width ÷ 2t; null without an interval.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom in the domain.</param>
/// <param name="RowCount">Number of counted rows.</param>
public sealed record QuantileFigure(
    string Name, string? Domain, double Probability, QuantileRule Rule, double? Value, double? Lower, double? Upper, double? StandardError, int DegreesOfFreedom, long RowCount)
{
    /// <summary>Creates the figure of a quantile.</summary>
    /// <param name="name">The column.</param>
    /// <param name="domain">The domain; null for all rows.</param>
    /// <param name="rule">The definition of the quantile.</param>
    /// <param name="quantile">The quantile.</param>
    public static QuantileFigure Of(string name, string? domain, QuantileRule rule, QuantileEstimate quantile)
    {
        ArgumentNullException.ThrowIfNull(quantile);
        return new QuantileFigure(name, domain, quantile.Probability, rule, quantile.Value, quantile.Limits?.Lower, quantile.Limits?.Upper, quantile.StandardError,
            quantile.DegreesOfFreedom, quantile.RowCount);
    }
}

/// <summary>A test of independence.</summary>
/// <param name="Rows">Column of the row labels.</param>
/// <param name="Columns">Column of the column labels.</param>
/// <param name="Test">The table and its tests.</param>
public sealed record TableFigure(string Rows, string Columns, TableTest Test)
{
    /// <summary>The reason why there is no test; null if there is one.</summary>
    public RefusalFigure? NoTest => RefusalFigure.Of(Test.Refusal);
}

/// <summary>Results of self-selected ballots in one unit or in all, compared with the sample if there is one.</summary>
/// <param name="Unit">The unit; null for all cells.</param>
/// <param name="Coverage">Share, coverage, bounds and adjusted share, without a margin of error.</param>
/// <param name="AdjustedLabel">The label that must accompany the adjusted share wherever it is shown; null without one.</param>
/// <param name="Sample">The design-based estimate of the same share; null when there is none.</param>
/// <param name="Difference">The kiosk share minus the sample share; it has no standard error.</param>
public sealed record KioskCoverageFigure(string? Unit, KioskCoverage Coverage, string? AdjustedLabel, double? Sample, double? Difference)
{
    /// <summary>Combines the coverage of self-selected ballots with an estimate.</summary>
    /// <param name="unit">The unit; null for all cells.</param>
    /// <param name="coverage">The results of the self-selected ballots.</param>
    /// <param name="sample">The estimate; null when there is none.</param>
    public static KioskCoverageFigure Of(string? unit, KioskCoverage coverage, Estimate? sample)
    {
        ArgumentNullException.ThrowIfNull(coverage);
        return new KioskCoverageFigure(unit, coverage, coverage.AdjustedShare is null ? null : KioskCoverage.AdjustedLabel, sample?.Value, sample is null ? null : coverage.DifferenceFrom(sample));
    }
}
