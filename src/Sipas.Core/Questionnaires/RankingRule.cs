using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Questionnaires;

/// <summary>What units of equal published figures are ranked as.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TieRule>))]
public enum TieRule
{
    /// <summary>1-2-3-4: every unit has a rank of its own; the tie-break decides and is named.</summary>
    Ordinal,

    /// <summary>1-2-2-4: equals share the best rank, the ranks they use up are left out.</summary>
    Competition,

    /// <summary>1-2-2-3: equals share a rank, the next rank follows.</summary>
    Dense,
}

/// <summary>What decides between equal published figures under <see cref="TieRule.Ordinal"/>. What is still equal then stands in the order given.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TieBreak>))]
public enum TieBreak
{
    /// <summary>The exact share before rounding, the higher first.</summary>
    UnroundedShare,

    /// <summary>The number of ballots, the greater first.</summary>
    BallotCount,

    /// <summary>The unit's code in ordinal order.</summary>
    UnitCode,

    /// <summary>The order in which the units were given.</summary>
    GivenOrder,
}

/// <summary>How units are ranked inside a block.</summary>
public sealed record RankingRule
{
    /// <summary>What equals are ranked as.</summary>
    public required TieRule Ties { get; init; }

    /// <summary>What decides between equals under <see cref="TieRule.Ordinal"/>.</summary>
    public TieBreak TieBreak { get; init; }

    /// <summary>The fewest ballots with which a unit is ranked: 0 or more.</summary>
    public long MinimumBallots { get; init; }

    /// <summary>Code of the band table that groups the units; null when they are not grouped.</summary>
    public string? Groups { get; init; }
}
