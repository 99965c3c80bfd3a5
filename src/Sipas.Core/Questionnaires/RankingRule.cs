using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Questionnaires;

/// <summary>Ranks of units with equal published figures.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TieRule>))]
public enum TieRule
{
    /// <summary>1-2-3-4: every unit has a unique rank. The tie-break decides and is stated.</summary>
    Ordinal,

    /// <summary>1-2-2-4: tied units share the best rank, and the ranks they use up are skipped.</summary>
    Competition,

    /// <summary>1-2-2-3: tied units share a rank, and the next rank follows without a gap.</summary>
    Dense,
}

/// <summary>The criterion that orders units with equal published figures under <see cref="TieRule.Ordinal"/>. Units that are
/// still equal remain in the given order.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TieBreak>))]
public enum TieBreak
{
    /// <summary>The exact share before rounding, higher first.</summary>
    UnroundedShare,

    /// <summary>The number of ballots, higher first.</summary>
    BallotCount,

    /// <summary>The unit's code in ordinal order.</summary>
    UnitCode,

    /// <summary>The order in which the units were given.</summary>
    GivenOrder,
}

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
