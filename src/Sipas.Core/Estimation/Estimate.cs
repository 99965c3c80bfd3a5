using Sipas.Mathematics;

namespace Sipas.Estimation;

/// <summary>A weighted estimate with its design-based standard error. Shares are in [0, 1], never in percent.</summary>
/// <remarks>Undefined values are null: never 0, never NaN.</remarks>
public sealed record Estimate
{
    /// <summary>Name of the statistic.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the domain; null for all rows.</summary>
    public string? Domain { get; init; }

    /// <summary>The kind of statistic.</summary>
    public required StatisticKind Kind { get; init; }

    /// <summary>The estimate; null for an empty domain (a total is then 0).</summary>
    public required double? Value { get; init; }

    /// <summary>
    /// Whether the estimate is a share of people or answers, which is in [0, 1] by definition: a
    /// <see cref="StatisticKind.Share"/>, or a statistic declared as one (<see cref="Statistic.IsShare"/>).
    /// </summary>
    public bool IsShare { get => field || Kind == StatisticKind.Share; init; }

    /// <summary>
    /// The variance of the estimate, 0 or more; null if there is no estimate or the variance cannot be estimated: see
    /// <see cref="StandardError"/>.
    /// </summary>
    /// <remarks>
    /// 0 means no sampling error only for a census or a figure fixed by calibration; otherwise
    /// <see cref="HasNoSpread"/> states that all observations are equal.
    /// </remarks>
    public required double? Variance { get; init; }

    /// <summary>
    /// The standard error, in the unit of the estimate; null if there is no estimate, if one primary sampling unit
    /// contains every row that a mean, share or ratio counts (its variance would be 0 by construction), or if there is
    /// neither spread nor a degree of freedom.
    /// </summary>
    public double? StandardError => Variance is { } v ? Math.Sqrt(v) : null;

    /// <summary>
    /// Number of primary sampling units minus number of strata, both among the counted rows; at 0 the confidence
    /// interval is undefined.
    /// </summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>
    /// Number of counted rows: in the domain, value present, weight positive. For a combination, that of the part with
    /// the largest number.
    /// </summary>
    public required long RowCount { get; init; }

    /// <summary>
    /// Unweighted number of answers: the number of rows; for a ratio the total of its denominator; for a combination
    /// the sum of its parts.
    /// </summary>
    public required double ObservationCount { get; init; }

    /// <summary>Number of rows in the domain with positive weight and a missing value.</summary>
    public required long MissingCount { get; init; }

    /// <summary>Σ w over the counted rows; 0 for a combination.</summary>
    public required double WeightSum { get; init; }

    /// <summary>
    /// Design effect: variance ÷ variance of a simple random sample of the same n with replacement; null when undefined
    /// (all values equal, n below 2).
    /// </summary>
    public double? DesignEffectWithReplacement { get; init; }

    /// <summary>
    /// Design effect relative to simple random sampling without replacement; null also when Σ w ≤ n, as for rescaled
    /// weights or a census.
    /// </summary>
    public double? DesignEffectWithoutReplacement { get; init; }

    /// <summary>Whether the rows are a census, so that the standard error is 0 by design.</summary>
    public bool IsCensus { get; init; }

    /// <summary>
    /// Whether the adjusted weights make the estimate equal to a known population figure in every sample, so that its
    /// standard error is 0 by calibration.
    /// </summary>
    public bool IsFixedByAdjustment { get; init; }

    /// <summary>
    /// Whether the variance is 0 although the data are a sample: all values, or all primary sampling units, are equal.
    /// This does not mean certainty, so there is no t interval and no test.
    /// </summary>
    /// <remarks>
    /// Shares have an interval by <see cref="ShareIntervals"/>, which is also used for comparisons: see
    /// <see cref="EstimateSet.Difference"/>.
    /// </remarks>
    public bool HasNoSpread => Variance == 0 && Value is not null && !IsCertain;

    /// <summary>n ÷ design effect (with replacement); null when that is undefined or 0.</summary>
    public double? EffectiveSampleSize => DesignEffectWithReplacement is > 0 and { } effect ? RowCount / effect : null;

    /// <summary>Standard error ÷ |estimate|; null when either is missing or the estimate is 0.</summary>
    public double? CoefficientOfVariation => StandardError is { } se && Value is { } value && value != 0 ? se / Math.Abs(value) : null;

    internal bool IsCertain => IsCensus || IsFixedByAdjustment;

    // Centre of tests and intervals if it differs from the value: the difference of shares with two added answers.
    internal double? Centre { get; init; }

    /// <summary>Computes the interval estimate ± t(df) × standard error. For shares see <see cref="ShareConfidenceInterval"/>.</summary>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <param name="normal">Whether to use the normal quantile instead of Student's t.</param>
    /// <returns>
    /// The interval; a single point for a census or a figure fixed by calibration; null without degrees of freedom or
    /// spread.
    /// </returns>
    /// <remarks>
    /// The interval of a difference that involves a share without spread is centred, like its test, at the difference
    /// with two answers added to that share.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1): 0.95, not 95.</exception>
    public Interval? ConfidenceInterval(double level = 0.95, bool normal = false)
    {
        ThrowIfNoLevel(level);
        if (Value is not { } value || StandardError is not { } se)
        {
            return null;
        }

        if (IsCertain)
        {
            return new Interval(value, value);
        }

        if (DegreesOfFreedom < 1 || HasNoSpread)
        {
            return null;
        }

        double t = Distributions.StudentQuantile(1 - ((1 - level) / 2), normal ? double.PositiveInfinity : DegreesOfFreedom);
        double centre = Centre ?? value;
        return new Interval(centre - (t * se), centre + (t * se));
    }

    /// <summary>Computes the confidence interval of an estimated share: a share, a criterion index or a composite of them.</summary>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <param name="method">The interval method.</param>
    /// <returns>
    /// The interval, in [0, 1] for every method but Wald's; a single point for a census or a figure fixed by calibration;
    /// null without degrees of freedom or a known standard error.
    /// </returns>
    /// <remarks>
    /// Uses the effective sample size p(1 − p)/V. Sources: Korn and Graubard, Survey Methodology 24, 1998; Dean and Pagano,
    /// JSSAM 3, 2015.
    /// </remarks>
    /// <exception cref="ArgumentException">The estimate is outside [0, 1].</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1): 0.95, not 95.</exception>
    public Interval? ShareConfidenceInterval(double level = 0.95, ShareIntervalMethod method = ShareIntervalMethod.KornGraubardCapped) =>
        ShareIntervals.Of(this, method, level).Limits;

    /// <summary>Tests the estimate against a value, by default 0: two-sided t test with the degrees of freedom of the design.</summary>
    /// <param name="against">The value under the null hypothesis.</param>
    /// <returns>The test; null without degrees of freedom or when the standard error is 0.</returns>
    internal StudentTest? Test(double against = 0)
    {
        if (Value is not { } value || StandardError is not > 0 || DegreesOfFreedom < 1)
        {
            return null;
        }

        double t = ((Centre ?? value) - against) / StandardError.Value;
        return new StudentTest(t, DegreesOfFreedom, Distributions.StudentTwoSided(t, DegreesOfFreedom));
    }

    internal static void ThrowIfNoLevel(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level,
                "A confidence level lies strictly between 0 and 1, for example 0.95.");
        }
    }
}
