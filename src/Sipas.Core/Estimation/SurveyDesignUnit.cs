namespace Sipas.Estimation;

/// <summary>An organisation unit in which people were drawn.</summary>
internal sealed record SurveyDesignUnit
{
    /// <summary>Code of the unit.</summary>
    public required string Unit { get; init; }

    /// <summary>The stratum from which it was drawn, for <see cref="UnitSelection.SampledUnits"/>; null otherwise.</summary>
    public string? Stratum { get; init; }

    /// <summary>
    /// Number N of people or transactions in the frame; null when unknown, in which case no finite population
    /// correction is applied.
    /// </summary>
    public long? Population { get; init; }

    /// <summary>
    /// Number of cases issued to the interviewers, at most <see cref="Population"/>; null when unknown. It shows the
    /// nonresponse and does not change any margin.
    /// </summary>
    public long? Issued { get; init; }

    /// <summary>
    /// Design effect within the unit where people were drawn in clusters, 0.1 to 100; null for a simple random sample.
    /// It is given because ballots do not contain their cluster.
    /// </summary>
    public double? DesignEffect { get; init; }

    /// <summary>
    /// Number of sampled clusters, 2 or more, given together with <see cref="DesignEffect"/>: the degrees of freedom
    /// are one less.
    /// </summary>
    public int? PrimaryUnits { get; init; }
}
