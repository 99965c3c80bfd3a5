using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Packs;

/// <summary>Purpose of a set of items that is counted by ballot.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<BallotSetKind>))]
internal enum BallotSetKind
{
    /// <summary>Counts ballots in which every valid answer within the set is satisfied.</summary>
    AllSatisfied,

    /// <summary>Counts ballots that ticked at least one option of a multiple choice.</summary>
    AnyTicked,
}
