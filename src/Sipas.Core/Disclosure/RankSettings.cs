using Sipas.Packs;
using Sipas.Ranking;

namespace Sipas.Disclosure;

/// <summary>Settings of a ranking of counted ballots.</summary>
public sealed record RankSettings
{
    /// <summary>Code of the node to rank by; null for the overall index.</summary>
    public string? Node { get; init; }

    /// <summary>The rule; null for the pack's.</summary>
    public RankingRule? Rule { get; init; }

    /// <summary>Options of intervals, probabilities and rank intervals; null for the defaults.</summary>
    public RankIntervalOptions? Intervals { get; init; }

    /// <summary>Whether simple random sampling within units may be assumed where no design is stored.</summary>
    public bool AssumeSimpleRandomSampling { get; init; }

    /// <summary>Whether ranks of the year before are compared, if the query has a year and that year has ballots.</summary>
    public bool ComparesPreviousYear { get; init; }
}
