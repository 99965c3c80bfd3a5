using Sipas.Estimation;

namespace Sipas.Reporting;

/// <summary>The design used for estimates.</summary>
internal sealed record DesignFigures
{
    /// <summary>Number of rows in the data.</summary>
    public required long RowCount { get; init; }

    /// <summary>Number of first-stage strata; with periods, the sum over periods.</summary>
    public required long StratumCount { get; init; }

    /// <summary>Number of primary sampling units; with periods, the sum over periods.</summary>
    public required long PrimaryUnitCount { get; init; }

    /// <summary>Degrees of freedom of the whole design.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>The variance estimation method.</summary>
    public required VarianceKind Variance { get; init; }

    /// <summary>
    /// Whether the contribution of later stages to the errors is ignored because an earlier stage has a finite
    /// population.
    /// </summary>
    public required bool LaterStagesIgnored { get; init; }

    /// <summary>The treatment of strata with a single unit.</summary>
    public required SingleUnitPolicy SingleUnit { get; init; }

    /// <summary>Kish's design effect from unequal weighting; null without positive weights.</summary>
    public required double? WeightingEffect { get; init; }

    /// <summary>The weight adjustments, in their order.</summary>
    public required IReadOnlyList<AdjustmentReport> Adjustments { get; init; }
}
