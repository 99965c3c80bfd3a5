using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Collection;

namespace Sipas.Storage;

/// <summary>Result of one ballot of an append.</summary>
public enum AppendStatus
{
    /// <summary>The ballot was appended.</summary>
    Appended,

    /// <summary>The same ballot was already stored; nothing was written.</summary>
    AlreadyKept,

    /// <summary>A ballot with this id and other content was already stored; nothing was written, and the attempt is recorded.</summary>
    Conflict,

    /// <summary>Another ballot spent the ticket; nothing was written.</summary>
    TicketSpent,

    /// <summary>
    /// The ballot was to replace one that may not be replaced (<see cref="CorrectionRules"/>); it was not appended, and
    /// the attempt is recorded.
    /// </summary>
    NotReplaceable,
}

/// <summary>A pending ballot: validated, but not yet appended to the store.</summary>
/// <param name="Ballot">The ballot.</param>
/// <param name="ContentHash">SHA-256 of the canonical bytes of the ballot.</param>
/// <param name="ReceivedAt">Server time.</param>
public sealed record BallotDraft(Ballot Ballot, byte[] ContentHash, DateTimeOffset ReceivedAt)
{
    /// <summary>
    /// The day in Vietnam for which the ballot counts; by default that of
    /// <see cref="CountingDay.Of(DateTimeOffset, DateTimeOffset)"/>.
    /// </summary>
    public DateOnly CountedOn { get; init; } = CountingDay.Of(Ballot.CompletedAt, ReceivedAt);

    /// <summary>The sending device's clock minus the server's, as measured by the server; null if it could not be measured.</summary>
    public TimeSpan? ClockSkew { get; init; }

    /// <summary>
    /// Code of the enrolled device that sent the ballot; null for any other sender.
    /// <see cref="Ballots.Ballot.DeviceCode"/> is only the ballot's own statement.
    /// </summary>
    public string? SentBy { get; init; }

    /// <summary>The channel, which states who vouches for the ballot.</summary>
    public CollectionChannel Channel { get; init; }

    /// <summary>
    /// The value stored in the set of spent tickets for its ticket: <see cref="TicketKeyring.SpentHash"/>; null without
    /// a ticket. Never stored with the ballot.
    /// </summary>
    public byte[]? TicketHash { get; init; }

    /// <summary>
    /// Reason for the replacement of another ballot and the responsible persons. Set if and only if
    /// <see cref="Ballots.Ballot.Replaces"/> is set.
    /// </summary>
    public BallotCorrection? Correction { get; init; }

    /// <summary>Creates a pending ballot.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <param name="receivedAt">Server time; truncated to the millisecond.</param>
    /// <param name="sealer">The store's sealer; optional for a ballot without values.</param>
    /// <exception cref="ArgumentException">The ballot has values, and there is no sealer.</exception>
    public static BallotDraft Of(Ballot ballot, DateTimeOffset receivedAt, ValueSealer? sealer = null)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        if (ballot.Values.Count > 0 && sealer is null)
        {
            throw new ArgumentException("A ballot with values needs the sealer of its store.", nameof(sealer));
        }

        SealedValue[] values = [.. ballot.Values.Select(value => sealer!.Seal(ballot.Id, value, ballot.Salt.Span))];
        return new(ballot, CanonicalBallot.ContentHash(ballot, values), Text.IsoTime.CutToMilliseconds(receivedAt.ToUniversalTime())) { Values = values };
    }

    /// <summary>The sealed values of the ballot, in questionnaire order.</summary>
    public IReadOnlyList<SealedValue> Values { get; init; } = [];

    /// <summary>
    /// Computes the SHA-256 of the canonical bytes of the server metadata (<see cref="CanonicalNote"/>). The chain link
    /// covers it together with the content hash. 32 bytes.
    /// </summary>
    public byte[] NoteHash() => CanonicalNote.Hash(Channel, SentBy, ClockSkew, ReceivedAt, CountedOn, Correction);

    /// <summary>Returns the data that the cube needs, once the ballot has its sequence number.</summary>
    /// <param name="sequence">Number in the store's log.</param>
    public CountedBallot Counted(long sequence) =>
        new(sequence, Ballot.Layout, CellKey.Of(Ballot.UnitCode, Ballot.Basis, Ballot.Mode, CountedOn), Ballot.Codes) { Day = CountedOn, ProcedureCode = Ballot.ProcedureCode, Channel = Channel };
}

/// <summary>Outcome of one ballot of an append.</summary>
/// <param name="Status">The result.</param>
/// <param name="Receipt">
/// Receipt of the ballot stored under this id; null for a conflict, for a spent ticket, for a ballot that may not be
/// replaced, and when an all-or-nothing append was rolled back.
/// </param>
/// <param name="Sequence">Sequence number in the store's log of the ballot stored under this id; 0 when there is no receipt.</param>
public sealed record AppendOutcome(AppendStatus Status, Receipt? Receipt, long Sequence)
{
    /// <summary>Whether the ballot was appended after its survey was closed: it is stored and has a receipt, but is not counted.</summary>
    public bool Late { get; init; }

    /// <summary>
    /// For a ballot that replaces another: sequence number of the original ballot of that chain of corrections; 0
    /// otherwise.
    /// </summary>
    public long Replaces { get; init; }

    /// <summary>
    /// Reason why the ballot may not replace the other; null unless the status is
    /// <see cref="AppendStatus.NotReplaceable"/>.
    /// </summary>
    public Problems.Problem? Refusal { get; init; }
}

/// <summary>
/// Append-only ballot log. Each ballot is linked into the hash chain of its organisation unit; results are returned
/// only after the transaction is durable.
/// </summary>
/// <remarks>Implementations are safe for concurrent use. A shared test suite verifies the contract.</remarks>
public interface IBallotStore
{
    /// <summary>Seals the values of ballots before they are appended to this store.</summary>
    /// <exception cref="InvalidOperationException">The storage was not opened.</exception>
    ValueSealer Sealer { get; }

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
    Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<BallotDraft> drafts, bool allOrNothing, CancellationToken cancellationToken);

    /// <summary>Reads the log in order, for counting. Late ballots of closed surveys and replaced ballots are skipped.</summary>
    /// <param name="afterSequence">Only ballots with a higher sequence number; 0 for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Problems.SipasException">A ballot names a questionnaire that is not registered.</exception>
    IAsyncEnumerable<CountedBallot> ReadAsync(long afterSequence, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the log in order, as it counted when ballots were received: ballots that were replaced later are included,
    /// late ballots of closed surveys are skipped.
    /// </summary>
    /// <param name="afterSequence">Only ballots with a higher sequence number; 0 for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Problems.SipasException">A ballot names a questionnaire that is not registered.</exception>
    IAsyncEnumerable<LoggedBallot> ReadLoggedAsync(long afterSequence, CancellationToken cancellationToken);

    /// <summary>Returns the sequence number of the last ballot of the log that counts; 0 when there is none.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> LastSequenceAsync(CancellationToken cancellationToken);

    /// <summary>Looks up content hashes by ballot id; unknown ids are omitted.</summary>
    /// <param name="ballotIds">The ids.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>SHA-256 by id: 32 bytes each.</returns>
    Task<IReadOnlyDictionary<Guid, byte[]>> FindContentHashesAsync(IReadOnlyCollection<Guid> ballotIds, CancellationToken cancellationToken);

    /// <summary>Finds the current version of a ballot: its last correction, or the ballot itself.</summary>
    /// <param name="ballotId">Id of the original ballot.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The ballot; null when there is none with this id.</returns>
    Task<KeptBallot?> FindStandingAsync(Guid ballotId, CancellationToken cancellationToken);

    /// <summary>Finds the receipt of a ballot.</summary>
    /// <param name="ballotId">The id.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The receipt; null when no such ballot is stored.</returns>
    Task<Receipt?> FindReceiptAsync(Guid ballotId, CancellationToken cancellationToken);

    /// <summary>Returns the number of rejected and recorded attempts to replace a ballot.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> CountConflictsAsync(CancellationToken cancellationToken);
}
