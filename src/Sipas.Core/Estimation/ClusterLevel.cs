namespace Sipas.Estimation;

/// <summary>
/// The sampling units of one stage and their strata, numbered in ordinal order of their labels so that sums do not
/// depend on the row order.
/// </summary>
internal sealed class ClusterLevel
{
    /// <summary>Unit of each row.</summary>
    public required int[] UnitOfRow { get; init; }

    /// <summary>First unit of each stratum, followed by the number of units.</summary>
    public required int[] StratumStart { get; init; }

    /// <summary>Stratum of each unit.</summary>
    public required int[] StratumOfUnit { get; init; }

    /// <summary>Name of each stratum; from the second stage on, including the unit that contains it.</summary>
    public required string[] StratumNames { get; init; }

    /// <summary>Label of each unit.</summary>
    public required string[] UnitNames { get; init; }

    /// <summary>Unit of the previous stage that contains each stratum; 0 at the first stage.</summary>
    public required int[] ParentOfStratum { get; init; }

    /// <summary>Sampling fraction of each stratum; 0 where no finite population is given.</summary>
    public required double[] Fraction { get; init; }

    /// <summary>
    /// Product of the sampling fractions of the previous stages, for each stratum: the factor of its variance
    /// component.
    /// </summary>
    public required double[] FractionAbove { get; init; }

    /// <summary>Units that occur in several periods; null at later stages and without periods.</summary>
    public PeriodLinks? Links { get; init; }

    public int UnitCount => StratumOfUnit.Length;

    public int StratumCount => StratumNames.Length;

    public int UnitsIn(int stratum) => StratumStart[stratum + 1] - StratumStart[stratum];
}
