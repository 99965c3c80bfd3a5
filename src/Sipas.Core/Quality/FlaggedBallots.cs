namespace Sipas.Quality;

/// <summary>The flags of the last run with their reviews.</summary>
internal sealed class FlaggedBallots
{
    private readonly Dictionary<long, FlaggedBallot> _ballots;

    /// <summary>Combines flags and reviews.</summary>
    /// <param name="flags">The flags of the last run.</param>
    /// <param name="reviews">All reviews, oldest first.</param>
    public FlaggedBallots(IEnumerable<BallotFlag> flags, IEnumerable<BallotReview> reviews)
    {
        ILookup<long, BallotReview> bySequence = reviews.ToLookup(review => review.Sequence);
        _ballots = flags.GroupBy(flag => flag.Sequence)
            .ToDictionary(group => group.Key, group => new FlaggedBallot(group.Key, [.. group], [.. bySequence[group.Key]]));
        Set = _ballots.Values.Where(ballot => ballot.IsHeld).Select(ballot => ballot.Sequence).ToHashSet();
    }

    /// <summary>All flagged ballots, in log order.</summary>
    public IEnumerable<FlaggedBallot> All => _ballots.Values.OrderBy(ballot => ballot.Sequence);

    /// <summary>Sequence numbers of the ballots excluded from figures without flagged ballots: flagged, and not accepted by
    /// a reviewer.</summary>
    public IReadOnlySet<long> Set { get; }

    /// <summary>Finds a flagged ballot; null if the ballot has no flag.</summary>
    /// <param name="sequence">Its sequence number in the store's log.</param>
    public FlaggedBallot? Find(long sequence) => _ballots.GetValueOrDefault(sequence);
}
