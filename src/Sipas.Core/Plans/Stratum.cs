namespace Sipas.Plans;

/// <summary>A stratum, as input for sample size allocation.</summary>
public sealed record Stratum
{
    /// <summary>The code: the values of the stratum columns; several values are joined by <c> / </c>.</summary>
    public required string Code { get; init; }

    /// <summary>Number N of frame units in the stratum: 0 or more.</summary>
    public required long PopulationCount { get; init; }

    /// <summary>
    /// Standard deviation S of the measured variable, for optimal allocation; null when unknown. For a share p it is
    /// √(p(1 − p)).
    /// </summary>
    public double? StandardDeviation { get; init; }

    /// <summary>Cost of one sampled unit, in any currency; null counts as 1.</summary>
    public double? UnitCost { get; init; }

    /// <summary>Minimum sample size; null for the minimum of the allocation rule. An empty stratum has no minimum.</summary>
    public long? MinimumCount { get; init; }

    /// <summary>Maximum sample size; null for the population.</summary>
    public long? MaximumCount { get; init; }
}
