using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Quality;

/// <summary>A reviewer's decision on a flagged ballot.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ReviewDecision>))]
public enum ReviewDecision
{
    /// <summary>The ballot is valid. It counts as if it had no flag.</summary>
    Accept = 1,

    /// <summary>The ballot is not valid. It remains stored, and figures without flagged ballots exclude it.</summary>
    Reject = 2,

    /// <summary>A comment without a decision.</summary>
    Comment = 3,
}

/// <summary>One entry of a ballot's review. Entries are appended and never changed. The last decision applies.</summary>
/// <param name="Sequence">The ballot's sequence number in the store's log.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Comment">The reason, in the reviewer's words; may be empty for <see cref="ReviewDecision.Accept"/>.</param>
/// <param name="Reviewer">The reviewer.</param>
/// <param name="At">Time, by the store's clock.</param>
public sealed record BallotReview(long Sequence, ReviewDecision Decision, string Comment, string Reviewer, DateTimeOffset At);

/// <summary>One run of the quality rules over the log.</summary>
/// <param name="Number">Number of the run, from 1.</param>
/// <param name="At">Time of the run.</param>
/// <param name="Rules">The rules as JSON.</param>
/// <param name="LastSequence">Last sequence number of the log.</param>
/// <param name="BallotCount">Number of checked ballots.</param>
/// <param name="FlaggedCount">Number of ballots with at least one flag.</param>
public sealed record QualityRun(long Number, DateTimeOffset At, string Rules, long LastSequence, long BallotCount, long FlaggedCount);
