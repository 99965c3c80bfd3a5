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
internal sealed record QuantileFigure(
    string Name, string? Domain, double Probability, QuantileRule Rule, double? Value, double? Lower, double? Upper, double? StandardError,
        int DegreesOfFreedom, long RowCount)
{
    /// <summary>Creates the figure of a quantile.</summary>
    /// <param name="name">The column.</param>
    /// <param name="domain">The domain; null for all rows.</param>
    /// <param name="rule">The definition of the quantile.</param>
    /// <param name="quantile">The quantile.</param>
    public static QuantileFigure Of(string name, string? domain, QuantileRule rule, QuantileEstimate quantile)
    {
        ArgumentNullException.ThrowIfNull(quantile);
        return new QuantileFigure(name, domain, quantile.Probability, rule, quantile.Value, quantile.Limits?.Lower, quantile.Limits?.Upper,
            quantile.StandardError,
            quantile.DegreesOfFreedom, quantile.RowCount);
    }
}
