namespace Sipas.Estimation;

/// <summary>A share with its confidence interval.</summary>
internal sealed record ShareInterval
{
    /// <summary>The method of the interval.</summary>
    public required ShareIntervalMethod Method { get; init; }

    /// <summary>The confidence level.</summary>
    public required double Level { get; init; }

    /// <summary>The limits; null without a share or without degrees of freedom.</summary>
    public required Interval? Limits { get; init; }

    /// <summary>The effective sample size used for the limits, p(1 − p)/V before capping; n where V is 0; null without limits.</summary>
    public double? EffectiveSampleSize { get; init; }

    /// <summary>
    /// Whether all units have the same share strictly between 0 and 1, so that n replaces the effective sample size:
    /// check the data.
    /// </summary>
    public bool NoVariationBetweenUnits { get; init; }
}
