namespace Sipas.Estimation;

/// <summary>Options for reading a design.</summary>
public sealed record DesignOptions
{
    /// <summary>
    /// Whether first-stage unit labels may repeat in different strata; if false (default), a label in two strata is an
    /// error.
    /// </summary>
    public bool UnitLabelsRepeat { get; init; }

    /// <summary>The treatment of strata with a single unit.</summary>
    public SingleUnitPolicy SingleUnit { get; init; }

    /// <summary>
    /// First-stage strata to collapse for the variance: from the stratum to the stratum it is merged into. Chains are
    /// not followed.
    /// </summary>
    public IReadOnlyDictionary<string, string>? CollapseStrata { get; init; }
}
