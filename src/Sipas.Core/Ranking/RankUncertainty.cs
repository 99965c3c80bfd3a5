namespace Sipas.Ranking;

/// <summary>The uncertainty of a rank.</summary>
public sealed record RankUncertainty
{
    /// <summary>
    /// Half width of the confidence interval of the index, in percentage points; null when it is based on one sampling
    /// unit or none.
    /// </summary>
    public required decimal? MarginPoints { get; init; }

    /// <summary>Lower limit of the index, in percent.</summary>
    public required decimal? LowerPercent { get; init; }

    /// <summary>Upper limit of the index, in percent.</summary>
    public required decimal? UpperPercent { get; init; }

    /// <summary>Degrees of freedom of the interval.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>The best rank that is consistent with the differences between the units.</summary>
    public required int BestRank { get; init; }

    /// <summary>The worst rank that is consistent with the differences between the units.</summary>
    public required int WorstRank { get; init; }

    /// <summary>The best rank by the marginal intervals alone.</summary>
    public required int BestRankFromIntervals { get; init; }

    /// <summary>The worst rank by the marginal intervals alone.</summary>
    public required int WorstRankFromIntervals { get; init; }

    /// <summary>Probability of being among the first k, by simulation.</summary>
    public required IReadOnlyList<TopProbability> Top { get; init; }

    /// <summary>Codes of the units of the block whose values do not differ significantly from this one.</summary>
    public required IReadOnlyList<string> IndistinguishableFrom { get; init; }
}
