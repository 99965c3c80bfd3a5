namespace Sipas.Packs;

/// <summary>The rule for ranking units within a block.</summary>
public sealed record RankingRule
{
    /// <summary>Ranks of tied units.</summary>
    public required TieRule Ties { get; init; }

    /// <summary>The criterion that orders tied units under <see cref="TieRule.Ordinal"/>.</summary>
    public TieBreak TieBreak { get; init; }

    /// <summary>Minimum number of ballots required to rank a unit, 0 or more.</summary>
    public long MinimumBallots { get; init; }

    /// <summary>Code of the band table that groups the units; null for no grouping.</summary>
    public string? Groups { get; init; }
}
