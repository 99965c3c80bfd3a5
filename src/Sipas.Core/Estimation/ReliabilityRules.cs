namespace Sipas.Estimation;

/// <summary>Thresholds of the reliability flag; the defaults are those of NCHS, Vital and Health Statistics 2(175), 2017.</summary>
/// <remarks>
/// The checks are in the order of that standard: rows and effective sample size first, then the width of the interval,
/// then degrees of freedom and counts of zero.
/// </remarks>
internal sealed record ReliabilityRules
{
    /// <summary>Minimum number of rows; a share with fewer is suppressed.</summary>
    public long MinimumRows { get; init; } = 30;

    /// <summary>
    /// Minimum effective sample size; a share with less is suppressed, whatever the number of rows: similar rows within
    /// clusters contain less information than their number suggests.
    /// </summary>
    /// <remarks>
    /// p(1 − p)/V as in the interval, without its adjustment for degrees of freedom and at most the number of rows; the
    /// number of rows without variation.
    /// </remarks>
    public double SmallestEffectiveSize { get; init; } = 30;

    /// <summary>A share with an interval at least this wide is suppressed; a share.</summary>
    public double WidestInterval { get; init; } = 0.30;

    /// <summary>A share with an interval at most this wide is published regardless of its value; a share.</summary>
    public double NarrowInterval { get; init; } = 0.05;

    /// <summary>Maximum width ÷ share for interval widths between the two; above it the share is suppressed.</summary>
    public double WidestRelative { get; init; } = 1.3;

    /// <summary>Minimum degrees of freedom; a share with fewer is marked for review.</summary>
    public int MinimumDegreesOfFreedom { get; init; } = 8;

    /// <summary>Determines the flag of an estimated share.</summary>
    /// <param name="estimate">The share.</param>
    /// <param name="interval">Its interval; the published thresholds assume the capped Korn–Graubard method.</param>
    /// <returns>
    /// The flag; <see cref="Reliability.Suppress"/> also if there is no estimate or no interval. A census is never
    /// marked for review.
    /// </returns>
    public Reliability Judge(Estimate estimate, ShareInterval interval)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(interval);
        if (estimate.Value is not { } share || interval.Limits is not { } limits || estimate.RowCount < MinimumRows)
        {
            return Reliability.Suppress;
        }

        if (!estimate.IsCertain && interval.EffectiveSampleSize < SmallestEffectiveSize)
        {
            return Reliability.Suppress;
        }

        if (limits.Width >= WidestInterval || (limits.Width > NarrowInterval && limits.Width > WidestRelative * share))
        {
            return Reliability.Suppress;
        }

        return !estimate.IsCertain && (estimate.DegreesOfFreedom < MinimumDegreesOfFreedom || share is <= 0 or >= 1)
            ? Reliability.Review
            : Reliability.Publish;
    }
}
