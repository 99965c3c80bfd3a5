using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

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
