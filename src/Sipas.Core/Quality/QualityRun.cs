using System.Globalization;
using Sipas.Audit;

namespace Sipas.Quality;

/// <summary>One run of the quality rules over the log.</summary>
/// <param name="Number">Number of the run, from 1.</param>
/// <param name="At">Time of the run.</param>
/// <param name="Rules">The rules as JSON.</param>
/// <param name="LastSequence">Last sequence number of the log.</param>
/// <param name="BallotCount">Number of checked ballots.</param>
/// <param name="FlaggedCount">Number of ballots with at least one flag.</param>
internal sealed record QualityRun(long Number, DateTimeOffset At, string Rules, long LastSequence, long BallotCount, long FlaggedCount)
{
    /// <summary>Formats the detail of <see cref="AuditActions.QualityRun"/>: ballots and flagged ballots.</summary>
    public string AuditDetail() => string.Create(CultureInfo.InvariantCulture, $"{BallotCount} {FlaggedCount}");
}
