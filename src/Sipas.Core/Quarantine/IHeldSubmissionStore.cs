using Sipas.Problems;
using Sipas.Tickets;

namespace Sipas.Quarantine;

/// <summary>
/// Stores held submissions separately from the ballots: quarantined submissions, which could not be accepted, and trial
/// ballots. They are never counted.
/// </summary>
/// <remarks>Implementations are safe for concurrent use. A shared test suite verifies the contract.</remarks>
internal interface IHeldSubmissionStore
{
    /// <summary>Stores a submission and returns when it is durable.</summary>
    /// <param name="package">The submission.</param>
    /// <param name="maximumWaiting">
    /// Maximum number of waiting submissions of this kind from this sender; all senders that are not enrolled count as
    /// one.
    /// </param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="StoreUnavailableException">The store is busy, full or unreachable; nothing was written.</exception>
    Task<HeldSubmissionOutcome> HoldAsync(HeldSubmission package, int maximumWaiting, CancellationToken cancellationToken);

    /// <summary>Lists held submissions without their bodies, oldest first.</summary>
    /// <param name="kind">Kind of the submissions.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<HeldSubmissionEntry>> ListHeldAsync(HeldSubmissionKind kind, CancellationToken cancellationToken);

    /// <summary>Reads a held submission.</summary>
    /// <param name="number">Number of the submission.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The submission with its body, which is empty once it was released or erased; null when there is none.</returns>
    Task<(HeldSubmissionEntry Entry, byte[] Body)?> FindHeldAsync(long number, CancellationToken cancellationToken);

    /// <summary>
    /// Marks a held submission as released into the ballots and erases its body, so that no second copy of the answers
    /// remains.
    /// </summary>
    /// <param name="number">Number of the submission.</param>
    /// <param name="now">Server time.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="SipasException">
    /// There is no such submission (<c>QUA0002</c>), or it was already released (<c>QUA0003</c>) or erased
    /// (<c>QUA0004</c>).
    /// </exception>
    Task MarkReleasedAsync(long number, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Erases the bodies of held submissions at the end of their retention period; their list entries, with hash and
    /// receipt, are retained. The erasure is recorded in the audit log.
    /// </summary>
    /// <param name="kind">Kind of the submissions.</param>
    /// <param name="receivedBefore">Upper bound of the time of receipt, exclusive.</param>
    /// <param name="now">Server time.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Number of erased submissions; 0 when there were none, and no audit record is written.</returns>
    Task<long> EraseHeldAsync(HeldSubmissionKind kind, DateTimeOffset receivedBefore, DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>Whether a ticket is spent.</summary>
    /// <param name="spentHash">The <see cref="TicketKeyring.SpentHash"/> of the ticket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<bool> IsSpentAsync(byte[] spentHash, CancellationToken cancellationToken);
}
