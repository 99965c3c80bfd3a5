using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Collection;

namespace Sipas.Storage;

/// <summary>What became of one ballot of an append.</summary>
public enum AppendStatus
{
    /// <summary>It was appended.</summary>
    Appended,

    /// <summary>The same ballot was there already; nothing was written.</summary>
    AlreadyKept,

    /// <summary>A ballot with this id and other content was there already; nothing was written, and the attempt is recorded.</summary>
    Conflict,

    /// <summary>Its ticket was spent by another ballot; nothing was written.</summary>
    TicketSpent,

    /// <summary>It was to take the place of a ballot that may not be replaced (<see cref="CorrectionRules"/>); it was not appended, and the attempt is recorded.</summary>
    NotReplaceable,
}

/// <summary>A ballot on its way into the store.</summary>
/// <param name="Ballot">The ballot.</param>
/// <param name="ContentHash">SHA-256 of its canonical bytes.</param>
/// <param name="ReceivedAt">Server time.</param>
public sealed record BallotDraft(Ballot Ballot, byte[] ContentHash, DateTimeOffset ReceivedAt)
{
    /// <summary>The day for which it counts, in Vietnam; by default that of <see cref="CountingDay.Of(DateTimeOffset, DateTimeOffset)"/>.</summary>
    public DateOnly CountedOn { get; init; } = CountingDay.Of(Ballot.CompletedAt, ReceivedAt);

    /// <summary>The sending device's clock minus the server's, as the server measured it; null when it could not.</summary>
    public TimeSpan? ClockSkew { get; init; }

    /// <summary>The enrolled device that sent it; null for any other sender. <see cref="Ballots.Ballot.DeviceCode"/> is only what the ballot says.</summary>
    public string? SentBy { get; init; }

    /// <summary>Who stands for it.</summary>
    public CollectionChannel Channel { get; init; }

    /// <summary>What the set of spent tickets will hold of its ticket: <see cref="TicketKeyring.SpentHash"/>; null without a ticket. Never kept with the ballot.</summary>
    public byte[]? TicketHash { get; init; }

    /// <summary>Why it takes the place of another, and who answers for it: given with <see cref="Ballots.Ballot.Replaces"/>, and only then.</summary>
    public BallotCorrection? Correction { get; init; }

    /// <summary>Makes the draft of a ballot.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <param name="receivedAt">Server time; cut to the millisecond.</param>
    /// <param name="sealer">The store's sealer; may be left out for a ballot without values.</param>
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

    /// <summary>The ballot's values, sealed, in questionnaire order.</summary>
    public IReadOnlyList<SealedValue> Values { get; init; } = [];

    /// <summary>SHA-256 of the canonical bytes of what the server notes of it (<see cref="CanonicalNote"/>), which its link holds beside the content hash: 32 bytes.</summary>
    public byte[] NoteHash() => CanonicalNote.Hash(Channel, SentBy, ClockSkew, ReceivedAt, CountedOn, Correction);

    /// <summary>What the cube needs of the ballot once it has its sequence number.</summary>
    /// <param name="sequence">Number in the store's log.</param>
    public CountedBallot Counted(long sequence) =>
        new(sequence, Ballot.Layout, CellKey.Of(Ballot.UnitCode, Ballot.Basis, Ballot.Mode, CountedOn), Ballot.Codes) { Day = CountedOn, ProcedureCode = Ballot.ProcedureCode, Channel = Channel };
}

/// <summary>The answer to one ballot of an append.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Receipt">The receipt of the ballot that is kept under its id; null for a conflict, for a spent ticket, for what may not be replaced, and in an append that was given up whole.</param>
/// <param name="Sequence">Number in the store's log of the ballot that is kept under its id; 0 when there is no receipt.</param>
public sealed record AppendOutcome(AppendStatus Status, Receipt? Receipt, long Sequence)
{
    /// <summary>Whether the ballot was appended after its survey was closed: it is kept and receipted, but counts nowhere.</summary>
    public bool Late { get; init; }

    /// <summary>For a ballot that was appended in the place of another: number of the first one in that place; 0 otherwise.</summary>
    public long Replaces { get; init; }

    /// <summary>Why it may not take the other's place; null unless it is <see cref="AppendStatus.NotReplaceable"/>.</summary>
    public Problems.Problem? Refusal { get; init; }
}

/// <summary>Keeps ballots: append-only, each in the chain of its unit, each answered only when it is durable.</summary>
/// <remarks>Implementations are safe for concurrent use, and their contract is held by one test suite.</remarks>
public interface IBallotStore
{
    /// <summary>Seals the values of ballots on their way into this store.</summary>
    /// <exception cref="InvalidOperationException">The storage was not opened.</exception>
    ValueSealer Sealer { get; }

    /// <summary>Appends ballots in one transaction, in which their tickets are spent, and returns when it is durable.</summary>
    /// <param name="drafts">The ballots, at least one; the same id may stand among them more than once.</param>
    /// <param name="allOrNothing">When true and any ballot conflicts, has a spent ticket or may not take another's place, nothing of the call is written.</param>
    /// <param name="cancellationToken">Cancels before the commit; nothing is written then.</param>
    /// <returns>One outcome for each draft, in their order. Under <paramref name="allOrNothing"/> with a conflict, only statuses.</returns>
    /// <exception cref="StoreUnavailableException">The store is busy, full or out of reach; nothing was written. Any other error leaves open whether it was: append the same again.</exception>
    Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<BallotDraft> drafts, bool allOrNothing, CancellationToken cancellationToken);

    /// <summary>Reads the log in its order, for counting: late ballots of closed surveys and ballots whose place another took are passed over.</summary>
    /// <param name="afterSequence">Only ballots with a higher sequence number; 0 for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Problems.SipasException">A ballot names a questionnaire that is not registered.</exception>
    IAsyncEnumerable<CountedBallot> ReadAsync(long afterSequence, CancellationToken cancellationToken);

    /// <summary>Reads the log in its order as it counted when ballots came: those whose place another took since are among it, late ballots of closed surveys are passed over.</summary>
    /// <param name="afterSequence">Only ballots with a higher sequence number; 0 for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Problems.SipasException">A ballot names a questionnaire that is not registered.</exception>
    IAsyncEnumerable<LoggedBallot> ReadLoggedAsync(long afterSequence, CancellationToken cancellationToken);

    /// <summary>Sequence number of the last ballot of the log that counts; 0 when there is none.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> LastSequenceAsync(CancellationToken cancellationToken);

    /// <summary>Finds the content hashes of those of some ballots that are kept.</summary>
    /// <param name="ballotIds">The ids.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>SHA-256 by id: 32 bytes each.</returns>
    Task<IReadOnlyDictionary<Guid, byte[]>> FindContentHashesAsync(IReadOnlyCollection<Guid> ballotIds, CancellationToken cancellationToken);

    /// <summary>Finds the ballot that stands in the place of another: the last of its corrections, or itself.</summary>
    /// <param name="ballotId">Id of the first ballot.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The ballot; null when there is none of that id.</returns>
    Task<KeptBallot?> FindStandingAsync(Guid ballotId, CancellationToken cancellationToken);

    /// <summary>Finds the receipt of a ballot.</summary>
    /// <param name="ballotId">The id.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The receipt, or null when no such ballot is kept.</returns>
    Task<Receipt?> FindReceiptAsync(Guid ballotId, CancellationToken cancellationToken);

    /// <summary>How many attempts to replace a ballot were refused and recorded.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> CountConflictsAsync(CancellationToken cancellationToken);
}
