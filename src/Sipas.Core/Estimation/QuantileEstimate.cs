namespace Sipas.Estimation;

/// <summary>A weighted quantile with its confidence interval.</summary>
internal sealed record QuantileEstimate
{
    /// <summary>The requested share of the weight at or below the quantile, in (0, 1).</summary>
    public required double Probability { get; init; }

    /// <summary>The quantile, in the unit of the column; null for an empty domain.</summary>
    public required double? Value { get; init; }

    /// <summary>
    /// Woodruff's interval; null without degrees of freedom, where a limit would be outside [0, 1], and at the largest
    /// value.
    /// </summary>
    public required Interval? Limits { get; init; }

    /// <summary>The interval's width ÷ 2t; null without an interval.</summary>
    public required double? StandardError { get; init; }

    /// <summary>Degrees of freedom in the domain.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>Number of counted rows.</summary>
    public required long RowCount { get; init; }
}
