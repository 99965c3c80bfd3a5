namespace Sipas.Quality;

/// <summary>The flags of the last run and what reviewers said of them.</summary>
public sealed class FlaggedBallots
{
    private readonly Dictionary<long, FlaggedBallot> _ballots;

    /// <summary>Puts flags and reviews together.</summary>
    /// <param name="flags">The flags of the last run.</param>
    /// <param name="reviews">All reviews, oldest first.</param>
    public FlaggedBallots(IEnumerable<BallotFlag> flags, IEnumerable<BallotReview> reviews)
    {
        ILookup<long, BallotReview> bySequence = reviews.ToLookup(review => review.Sequence);
        _ballots = flags.GroupBy(flag => flag.Sequence).ToDictionary(group => group.Key, group => new FlaggedBallot(group.Key, [.. group], [.. bySequence[group.Key]]));
        Set = _ballots.Values.Where(ballot => ballot.IsSetAside).Select(ballot => ballot.Sequence).ToHashSet();
    }

    /// <summary>All of them in the order of the log.</summary>
    public IEnumerable<FlaggedBallot> All => _ballots.Values.OrderBy(ballot => ballot.Sequence);

    /// <summary>Numbers of the ballots that figures without flagged ballots leave out: flagged, and not accepted by a reviewer.</summary>
    public IReadOnlySet<long> Set { get; }

    /// <summary>A flagged ballot; null when it has no flag.</summary>
    /// <param name="sequence">Its number in the store's log.</param>
    public FlaggedBallot? Find(long sequence) => _ballots.GetValueOrDefault(sequence);
}

/// <summary>A ballot with its flags.</summary>
/// <param name="Sequence">Its number in the store's log.</param>
/// <param name="Flags">Why it is looked at: one or more.</param>
/// <param name="Reviews">What reviewers said, oldest first.</param>
public sealed record FlaggedBallot(long Sequence, IReadOnlyList<BallotFlag> Flags, IReadOnlyList<BallotReview> Reviews)
{
    /// <summary>The last decision; null while nobody has decided.</summary>
    public ReviewDecision? Decision => Reviews.LastOrDefault(review => review.Decision != ReviewDecision.Comment)?.Decision;

    /// <summary>Whether figures without flagged ballots leave it out.</summary>
    public bool IsSetAside => Decision != ReviewDecision.Accept;
}
