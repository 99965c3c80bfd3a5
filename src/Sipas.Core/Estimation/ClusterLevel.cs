namespace Sipas.Estimation;

/// <summary>The units of one stage and their strata, numbered in ordinal order of their labels so that sums never depend on the order of the rows.</summary>
internal sealed class ClusterLevel
{
    /// <summary>Unit of each row.</summary>
    public required int[] UnitOfRow { get; init; }

    /// <summary>First unit of each stratum, and one more entry: the number of units.</summary>
    public required int[] StratumStart { get; init; }

    /// <summary>Stratum of each unit.</summary>
    public required int[] StratumOfUnit { get; init; }

    /// <summary>Name of each stratum, with the unit it lies in from the second stage on.</summary>
    public required string[] StratumNames { get; init; }

    /// <summary>Label of each unit.</summary>
    public required string[] UnitNames { get; init; }

    /// <summary>Unit of the stage before in which each stratum lies; 0 at the first stage.</summary>
    public required int[] ParentOfStratum { get; init; }

    /// <summary>Sampling fraction of each stratum; 0 where no finite population is given.</summary>
    public required double[] Fraction { get; init; }

    /// <summary>Product of the fractions of the stages before, for each stratum: the factor of its part of the variance.</summary>
    public required double[] FractionAbove { get; init; }

    /// <summary>Units that are the same in several periods; null at later stages and without periods.</summary>
    public PeriodLinks? Links { get; init; }

    public int UnitCount => StratumOfUnit.Length;

    public int StratumCount => StratumNames.Length;

    public int UnitsIn(int stratum) => StratumStart[stratum + 1] - StratumStart[stratum];
}
