namespace Sipas.Estimation;

/// <summary>Whether a share is fit to be published.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(Text.CamelCaseEnumConverter<Reliability>))]
public enum Reliability
{
    /// <summary>It may be published.</summary>
    Publish,

    /// <summary>Must be reviewed before publication: few degrees of freedom, or no row or every row has the property.</summary>
    Review,

    /// <summary>It is not published: too few rows, or the interval is too wide.</summary>
    Suppress,
}

/// <summary>Thresholds of the reliability flag; the defaults are those of NCHS, Vital and Health Statistics 2(175), 2017.</summary>
/// <remarks>Rows and effective size first, then the width of the interval, then degrees of freedom and counts of zero: the order of that standard.</remarks>
public sealed record ReliabilityRules
{
    /// <summary>Fewer rows than this suppress; a count.</summary>
    public long FewestRows { get; init; } = 30;

    /// <summary>
    /// A smaller effective sample size suppresses, whatever the number of rows: similar rows within clusters carry less information than their number.
    /// </summary>
    /// <remarks>
    /// p(1 − p)/V as in the interval, without its adjustment for degrees of freedom and at most the number of rows; the number of rows without variation.
    /// </remarks>
    public double SmallestEffectiveSize { get; init; } = 30;

    /// <summary>An interval at least this wide suppresses; a share.</summary>
    public double WidestInterval { get; init; } = 0.30;

    /// <summary>An interval at most this wide is published whatever the share; a share.</summary>
    public double NarrowInterval { get; init; } = 0.05;

    /// <summary>Between the two, width ÷ share above this suppresses.</summary>
    public double WidestRelative { get; init; } = 1.3;

    /// <summary>Fewer degrees of freedom than this ask for review.</summary>
    public int FewestDegreesOfFreedom { get; init; } = 8;

    /// <summary>The flag of an estimated share.</summary>
    /// <param name="estimate">The share.</param>
    /// <param name="interval">Its interval, by the capped Korn–Graubard method for the published thresholds to mean what they say.</param>
    /// <returns>Suppress also if there is no estimate or no interval. A census is never marked for review.</returns>
    public Reliability Judge(Estimate estimate, ShareInterval interval)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(interval);
        if (estimate.Value is not { } share || interval.Limits is not { } limits || estimate.RowCount < FewestRows)
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

        return !estimate.IsCertain && (estimate.DegreesOfFreedom < FewestDegreesOfFreedom || share is <= 0 or >= 1) ? Reliability.Review : Reliability.Publish;
    }
}
