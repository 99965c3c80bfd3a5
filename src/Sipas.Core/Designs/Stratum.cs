namespace Sipas.Designs;

/// <summary>A stratum as sample sizes are allocated to it.</summary>
public sealed record Stratum
{
    /// <summary>Its code: the values of the stratum columns; those of several columns are joined by <c> / </c>.</summary>
    public required string Code { get; init; }

    /// <summary>Frame units N in it: a count, 0 or more.</summary>
    public required long PopulationCount { get; init; }

    /// <summary>Standard deviation S of what is measured, for optimal allocation; null when it is unknown. For a share p it is √(p(1 − p)).</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>Cost of one sampled unit, in any currency; null counts as 1.</summary>
    public double? UnitCost { get; init; }

    /// <summary>Least sample size; null for the rule's own minimum. An empty stratum has none.</summary>
    public long? MinimumCount { get; init; }

    /// <summary>Greatest sample size; null for the population.</summary>
    public long? MaximumCount { get; init; }
}
