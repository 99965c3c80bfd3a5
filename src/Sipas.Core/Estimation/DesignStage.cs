namespace Sipas.Estimation;

/// <summary>One stage of selection as columns.</summary>
public sealed record DesignStage
{
    /// <summary>Stratum of each row at this stage; null for a single stratum.</summary>
    public IReadOnlyList<string>? Strata { get; init; }

    /// <summary>
    /// Sampling unit of each row at this stage; null when every row is a separate unit. Labels of later stages are
    /// unique only within their unit of the previous stage.
    /// </summary>
    public IReadOnlyList<string>? Units { get; init; }

    /// <summary>
    /// Number N_h of units in the population of the row's stratum, at least the n_h in the sample; null without a
    /// finite population of known size. Constant within a stratum.
    /// </summary>
    public IReadOnlyList<double>? PopulationCounts { get; init; }

    /// <summary>
    /// Sampling fraction f of the row's stratum, in (0, 1]; null when <see cref="PopulationCounts"/> are given or the
    /// population is unknown. Constant within a stratum.
    /// </summary>
    public IReadOnlyList<double>? SamplingFractions { get; init; }
}
