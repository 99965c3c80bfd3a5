using Sipas.Counting;

namespace Sipas.Quality;

/// <summary>Stores flags and reviews of ballots.</summary>
internal interface IQualityStore
{
    /// <summary>
    /// Stores the flags of a run and records the run in the audit log. Flags of earlier runs that this run does not
    /// repeat are no longer in force, but remain in the store with their runs.
    /// </summary>
    /// <param name="rules">The rules as JSON.</param>
    /// <param name="lastSequence">Last sequence number of the log.</param>
    /// <param name="ballotCount">Number of examined ballots.</param>
    /// <param name="flags">The flags; each combination of ballot and code once.</param>
    /// <param name="notices">The notices; each combination of a unit's channel, last day and code once.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The run.</returns>
    Task<QualityRun> SaveFlagsAsync(
        string rules, long lastSequence, long ballotCount, IReadOnlyList<BallotFlag> flags, IReadOnlyList<GroupNotice> notices,
            CancellationToken cancellationToken);

    /// <summary>Finds the last run; null before the first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<QualityRun?> FindLastRunAsync(CancellationToken cancellationToken);

    /// <summary>Reads the flags of the last run in log order, then by code.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<BallotFlag>> ReadFlagsAsync(CancellationToken cancellationToken);

    /// <summary>Reads the notices of the last run by day, then by unit, questionnaire, channel and code.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(CancellationToken cancellationToken);

    /// <summary>Adds an entry to the review of a ballot; the store adds the time of its clock and an audit record.</summary>
    /// <param name="sequence">Sequence number of the ballot.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="comment">The reason.</param>
    /// <param name="reviewer">The reviewer.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task AppendReviewAsync(long sequence, ReviewDecision decision, string comment, string reviewer, CancellationToken cancellationToken);

    /// <summary>Reads all reviews, oldest first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<BallotReview>> ReadReviewsAsync(CancellationToken cancellationToken);

    /// <summary>Returns a number that increases with every run and every review; 0 before the first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> FlagVersionAsync(CancellationToken cancellationToken);
}
