namespace Sipas.Quality;

/// <summary>A ballot with its flags.</summary>
/// <param name="Sequence">Its sequence number in the store's log.</param>
/// <param name="Flags">Its flags, at least one.</param>
/// <param name="Reviews">Its reviews, oldest first.</param>
internal sealed record FlaggedBallot(long Sequence, IReadOnlyList<BallotFlag> Flags, IReadOnlyList<BallotReview> Reviews)
{
    /// <summary>The last decision; null if there is none.</summary>
    public ReviewDecision? Decision => Reviews.LastOrDefault(review => review.Decision != ReviewDecision.Comment)?.Decision;

    /// <summary>Whether figures without flagged ballots exclude it.</summary>
    public bool IsHeld => Decision != ReviewDecision.Accept;
}
