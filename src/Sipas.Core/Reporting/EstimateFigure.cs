using Sipas.Estimation;
using Sipas.Packs;

namespace Sipas.Reporting;

/// <summary>One estimate with its standard error.</summary>
internal sealed record EstimateFigure
{
    /// <summary>Name of the statistic.</summary>
    public required string Name { get; init; }

    /// <summary>The domain; null for all rows.</summary>
    public string? Domain { get; init; }

    /// <summary>The kind of statistic.</summary>
    public required StatisticKind Kind { get; init; }

    /// <summary>The pack's rule for the index of a node; null for estimates that are not nodes of a pack.</summary>
    public AggregationRule? Rule { get; init; }

    /// <summary>The estimate; null when there is none.</summary>
    public required double? Value { get; init; }

    /// <summary>
    /// The standard error; null if it cannot be estimated from the sample. 0 means no sampling error only for a census
    /// or a calibrated figure.
    /// </summary>
    public required double? StandardError { get; init; }

    /// <summary>Lower confidence limit; null when undefined.</summary>
    public required double? Lower { get; init; }

    /// <summary>Upper confidence limit; null when undefined.</summary>
    public required double? Upper { get; init; }

    /// <summary>Degrees of freedom in the domain.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>Number of counted rows.</summary>
    public required long RowCount { get; init; }

    /// <summary>Number of rows in the domain without a value.</summary>
    public required long MissingCount { get; init; }

    /// <summary>Number of blanks among them; null when the data do not distinguish them.</summary>
    public long? NoAnswerCount { get; init; }

    /// <summary>
    /// Number of "not applicable", "does not know" and "refused" among them; null when the data do not distinguish
    /// them.
    /// </summary>
    public long? SpecialAnswerCount { get; init; }

    /// <summary>Sum of the weights of the counted rows.</summary>
    public required double WeightSum { get; init; }

    /// <summary>Design effect relative to simple random sampling with replacement.</summary>
    public required double? DesignEffectWithReplacement { get; init; }

    /// <summary>Design effect relative to simple random sampling without replacement.</summary>
    public required double? DesignEffectWithoutReplacement { get; init; }

    /// <summary>n ÷ design effect with replacement.</summary>
    public required double? EffectiveSampleSize { get; init; }

    /// <summary>Whether the rows are a census.</summary>
    public required bool IsCensus { get; init; }

    /// <summary>Whether the estimate is reliable enough for publication; null if it is not a share.</summary>
    public required Reliability? Reliability { get; init; }

    /// <summary>Creates a figure from an estimate.</summary>
    /// <param name="estimate">The estimate; <see cref="Estimate.IsShare"/> determines the method of its interval.</param>
    /// <param name="method">The interval method for shares.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <param name="rules">Thresholds of the reliability flag; null for the defaults.</param>
    public static EstimateFigure Of(Estimate estimate, ShareIntervalMethod method, double level, ReliabilityRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        Interval? limits = estimate.IsShare ? ShareIntervals.Of(estimate, method, level).Limits : estimate.ConfidenceInterval(level);
        return new EstimateFigure
        {
            Name = estimate.Name,
            Domain = estimate.Domain,
            Kind = estimate.Kind,
            Value = estimate.Value,
            StandardError = estimate.StandardError,
            Lower = limits?.Lower,
            Upper = limits?.Upper,
            DegreesOfFreedom = estimate.DegreesOfFreedom,
            RowCount = estimate.RowCount,
            MissingCount = estimate.MissingCount,
            WeightSum = estimate.WeightSum,
            DesignEffectWithReplacement = estimate.DesignEffectWithReplacement,
            DesignEffectWithoutReplacement = estimate.DesignEffectWithoutReplacement,
            EffectiveSampleSize = estimate.EffectiveSampleSize,
            IsCensus = estimate.IsCensus,
            Reliability = estimate.IsShare ? (rules ?? new ReliabilityRules()).Judge(estimate, ShareIntervals.Of(estimate)) : null,
        };
    }
}
