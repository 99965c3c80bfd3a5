using System.Globalization;
using Sipas.Audit;

namespace Sipas.Quality;

/// <summary>One entry of a ballot's review. Entries are appended and never changed. The last decision applies.</summary>
/// <param name="Sequence">The ballot's sequence number in the store's log.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Comment">The reason, in the reviewer's words; may be empty for <see cref="ReviewDecision.Accept"/>.</param>
/// <param name="Reviewer">The reviewer.</param>
/// <param name="At">Time, by the store's clock.</param>
internal sealed record BallotReview(long Sequence, ReviewDecision Decision, string Comment, string Reviewer, DateTimeOffset At)
{
    /// <summary>
    /// Formats the detail of <see cref="AuditActions.BallotReviewed"/>, with <see cref="AuditActions.OneWord"/> unless
    /// <see cref="AuditActor.IsAccount"/>.
    /// </summary>
    public string AuditDetail() =>
        string.Create(CultureInfo.InvariantCulture, $"{Sequence} {Decision}{(AuditActor.IsAccount ? "" : AuditActions.OneWord)}");
}
