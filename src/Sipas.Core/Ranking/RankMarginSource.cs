using Sipas.Estimation;
using Sipas.Problems;

namespace Sipas.Ranking;

/// <summary>The estimates behind a ranking, or the reason why they are unavailable.</summary>
internal sealed record RankMarginSource
{
    /// <summary>The estimate of each unit by its code: shares in [0, 1], mutually independent.</summary>
    public required IReadOnlyDictionary<string, Estimate> Estimates { get; init; }

    /// <summary>The basis of the margins.</summary>
    public required MarginBasis Basis { get; init; }

    /// <summary>Name of the stored design; null without one.</summary>
    public string? Design { get; init; }

    /// <summary>The reason why the estimates are unavailable; null when they are available.</summary>
    public Problem? Refusal { get; init; }

    /// <summary>Options for intervals, probabilities and rank intervals.</summary>
    public RankIntervalOptions Options { get => field ?? Default; init; }

    private static RankIntervalOptions Default { get; } = new();

    /// <summary>Gets the margins of sampled ballots.</summary>
    /// <param name="margins">The margins.</param>
    /// <param name="nodeCode">The node that is ranked.</param>
    /// <param name="options">The options; null for capped Korn–Graubard intervals and the defaults.</param>
    public static RankMarginSource Of(SampledMargins margins, string nodeCode, RankIntervalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(margins);
        return new RankMarginSource
        {
            Estimates = margins.ByUnit(nodeCode),
            Basis = margins.Basis,
            Design = margins.Design?.Name,
            Refusal = margins.Refusal,
            Options = options!,
        };
    }

    /// <summary>Creates a source that states why there are no margins.</summary>
    /// <param name="refusal">The reason.</param>
    public static RankMarginSource None(Problem refusal) =>
        new() { Estimates = new Dictionary<string, Estimate>(), Basis = MarginBasis.StoredDesign, Refusal = refusal };

    /// <summary>Computes rank intervals and probabilities of the ranked units of a block.</summary>
    /// <param name="block">The block.</param>
    /// <returns>One estimate for each ranked unit, named by its code; empty when there are no estimates.</returns>
    public IReadOnlyList<RankedEstimate> Rank(BlockRanking block)
    {
        ArgumentNullException.ThrowIfNull(block);
        RankCandidate[] ranked = [.. block.Units.Where(unit => unit.Rank is not null).Select(unit => unit.Candidate)];
        return Refusal is not null || ranked.Length == 0
            ? []
            : RankIntervalTable.Of(EstimateSet.OfIndependent([.. ranked.Select(EstimateOf)]), Options).Units;
    }

    // A ranked unit without an estimate cannot be distinguished from any other. Omitting it would understate the
    // uncertainty of the other units.
    private Estimate EstimateOf(RankCandidate unit)
    {
        Estimate none = new()
        {
            Name = unit.UnitCode,
            Kind = StatisticKind.Ratio,
            Value = (double)(unit.Percent!.Value / 100),
            Variance = null,
            DegreesOfFreedom = 0,
            RowCount = unit.Ballots ?? 0,
            ObservationCount = 0,
            MissingCount = 0,
            WeightSum = 0,
        };
        Estimate its = Estimates.GetValueOrDefault(unit.UnitCode) is { Value: not null } known ? known : none;
        return its with { Domain = unit.UnitCode, IsShare = true };
    }

    /// <summary>Computes the interval of one estimate at the level of the options, without dividing the level among units.</summary>
    /// <param name="estimate">A share in [0, 1].</param>
    public Interval? IntervalOf(Estimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        Interval? limits = ShareIntervals.Of(estimate, Options.ShareIntervalsInUse, Options.Level).Limits;
        return limits is { } its ? new Interval(Math.Max(0, its.Lower), Math.Min(1, its.Upper)) : null;
    }
}
