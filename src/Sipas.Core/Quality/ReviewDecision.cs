using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Quality;

/// <summary>A reviewer's decision on a flagged ballot.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ReviewDecision>))]
internal enum ReviewDecision
{
    /// <summary>The ballot is valid. It counts as if it had no flag.</summary>
    Accept = 1,

    /// <summary>The ballot is not valid. It remains stored, and figures without flagged ballots exclude it.</summary>
    Reject = 2,

    /// <summary>A comment without a decision.</summary>
    Comment = 3,
}
