using Sipas.Collection;

namespace Sipas.Storage;

/// <summary>Result of storing a held submission.</summary>
public enum SetAsideStatus
{
    /// <summary>It was stored.</summary>
    Kept,

    /// <summary>The same bytes were already stored under this id.</summary>
    AlreadyKept,

    /// <summary>Other bytes are stored under this id; only for trial ballots. Nothing was written.</summary>
    Conflict,

    /// <summary>The maximum number of waiting submissions of this sender is reached. Nothing was written.</summary>
    Full,
}

/// <summary>Outcome of storing a held submission.</summary>
/// <param name="Status">The result.</param>
/// <param name="Receipt">Receipt of the stored submission; null when none is stored.</param>
public sealed record SetAsideOutcome(SetAsideStatus Status, SetAsideReceipt? Receipt);

/// <summary>
/// Stores held submissions separately from the ballots: quarantined submissions, which could not be accepted, and trial
/// ballots. They are never counted.
/// </summary>
/// <remarks>Implementations are safe for concurrent use. A shared test suite verifies the contract.</remarks>
public interface ISetAsideStore
{
    /// <summary>Stores a submission and returns when it is durable.</summary>
    /// <param name="package">The submission.</param>
    /// <param name="maximumWaiting">
    /// Maximum number of waiting submissions of this kind from this sender; all senders that are not enrolled count as
    /// one.
    /// </param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="StoreUnavailableException">The store is busy, full or unreachable; nothing was written.</exception>
    Task<SetAsideOutcome> SetAsideAsync(SetAsidePackage package, int maximumWaiting, CancellationToken cancellationToken);

    /// <summary>Lists held submissions without their bodies, oldest first.</summary>
    /// <param name="kind">Kind of the submissions.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<SetAsideEntry>> ListSetAsideAsync(SetAsideKind kind, CancellationToken cancellationToken);

    /// <summary>Reads a held submission.</summary>
    /// <param name="number">Number of the submission.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The submission with its body, which is empty once it was released or erased; null when there is none.</returns>
    Task<(SetAsideEntry Entry, byte[] Body)?> FindSetAsideAsync(long number, CancellationToken cancellationToken);

    /// <summary>
    /// Marks a held submission as released into the ballots and erases its body, so that no second copy of the answers
    /// remains.
    /// </summary>
    /// <param name="number">Number of the submission.</param>
    /// <param name="now">Server time.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="Problems.SipasException">
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
    Task<long> EraseSetAsideAsync(SetAsideKind kind, DateTimeOffset receivedBefore, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whether a ticket is spent.</summary>
    /// <param name="spentHash">The <see cref="TicketKeyring.SpentHash"/> of the ticket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<bool> IsSpentAsync(byte[] spentHash, CancellationToken cancellationToken);
}
