using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Quality;

/// <summary>What a reviewer says of a flagged ballot.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ReviewDecision>))]
public enum ReviewDecision
{
    /// <summary>The ballot is sound; it counts as if it had no flag.</summary>
    Accept = 1,

    /// <summary>The ballot is not sound; it stays kept, and figures without flagged ballots leave it out.</summary>
    Reject = 2,

    /// <summary>Only a remark; nothing is decided.</summary>
    Comment = 3,
}

/// <summary>One entry of a ballot's review. Entries are added and never changed; the last one that decides holds.</summary>
/// <param name="Sequence">The ballot's number in the store's log.</param>
/// <param name="Decision">What is said.</param>
/// <param name="Comment">Why, in the reviewer's words; may be empty for <see cref="ReviewDecision.Accept"/>.</param>
/// <param name="Reviewer">Who.</param>
/// <param name="At">When, by the store's clock.</param>
public sealed record BallotReview(long Sequence, ReviewDecision Decision, string Comment, string Reviewer, DateTimeOffset At);

/// <summary>One run of the rules over the log.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">When.</param>
/// <param name="Rules">The rules as JSON.</param>
/// <param name="LastSequence">The log's end.</param>
/// <param name="BallotCount">Ballots that were looked at.</param>
/// <param name="FlaggedCount">Ballots with at least one flag.</param>
public sealed record QualityRun(long Number, DateTimeOffset At, string Rules, long LastSequence, long BallotCount, long FlaggedCount);
