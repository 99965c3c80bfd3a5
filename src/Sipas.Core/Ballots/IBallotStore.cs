using Sipas.Problems;
using Sipas.Receipts;

namespace Sipas.Ballots;

/// <summary>
/// Append-only ballot log. Each ballot is linked into the hash chain of its organisation unit; results are returned
/// only after the transaction is durable.
/// </summary>
/// <remarks>Implementations are safe for concurrent use. A shared test suite verifies the contract.</remarks>
public interface IBallotStore
{
    /// <summary>Seals the values of ballots before they are appended to this store.</summary>
    /// <exception cref="InvalidOperationException">The storage was not opened.</exception>
    internal ValueSealer Sealer { get; }

    /// <summary>Appends ballots and spends their tickets in one transaction, and returns when it is durable.</summary>
    /// <param name="drafts">The ballots, at least one; the same id may occur more than once.</param>
    /// <param name="allOrNothing">
    /// Whether nothing of the call is written when any ballot conflicts, has a spent ticket or may not replace another.
    /// </param>
    /// <param name="cancellationToken">Cancels before the commit; nothing is written in that case.</param>
    /// <returns>One outcome per ballot, in the same order. With <paramref name="allOrNothing"/> and a conflict, only statuses.</returns>
    /// <exception cref="StoreUnavailableException">
    /// The store is busy, full or unreachable; nothing was written. After any other error the result is unknown: append
    /// the same ballots again.
    /// </exception>
    Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<PendingBallot> drafts, bool allOrNothing,
        CancellationToken cancellationToken);

    /// <summary>Reads the log in order, for counting. Late ballots of closed surveys and replaced ballots are skipped.</summary>
    /// <param name="afterSequence">Only ballots with a higher sequence number; 0 for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SipasException">A ballot names a questionnaire that is not registered.</exception>
    internal IAsyncEnumerable<CountedBallot> ReadAsync(long afterSequence, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the log in order, as it counted when ballots were received: ballots that were replaced later are included,
    /// late ballots of closed surveys are skipped.
    /// </summary>
    /// <param name="afterSequence">Only ballots with a higher sequence number; 0 for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SipasException">A ballot names a questionnaire that is not registered.</exception>
    internal IAsyncEnumerable<LoggedBallot> ReadLoggedAsync(long afterSequence, CancellationToken cancellationToken);

    /// <summary>Returns the sequence number of the last ballot of the log that counts; 0 when there is none.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> LastSequenceAsync(CancellationToken cancellationToken);

    /// <summary>Looks up content hashes by ballot id; unknown ids are omitted.</summary>
    /// <param name="ballotIds">The ids.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>SHA-256 by id: 32 bytes each.</returns>
    Task<IReadOnlyDictionary<Guid, byte[]>> FindContentHashesAsync(
        IReadOnlyCollection<Guid> ballotIds, CancellationToken cancellationToken);

    /// <summary>Finds the current version of a ballot: its last correction, or the ballot itself.</summary>
    /// <param name="ballotId">Id of the original ballot.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The ballot; null when there is none with this id.</returns>
    Task<StoredBallot?> FindCurrentAsync(Guid ballotId, CancellationToken cancellationToken);

    /// <summary>Finds the receipt of a ballot.</summary>
    /// <param name="ballotId">The id.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The receipt; null when no such ballot is stored.</returns>
    Task<Receipt?> FindReceiptAsync(Guid ballotId, CancellationToken cancellationToken);

    /// <summary>Reads the public keys with which receipts are signed, oldest first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    internal Task<IReadOnlyList<ReceiptKey>> ReadKeysAsync(CancellationToken cancellationToken);

    /// <summary>Returns the number of rejected and recorded attempts to replace a ballot.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> CountConflictsAsync(CancellationToken cancellationToken);
}
