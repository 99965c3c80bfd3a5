using Sipas.Common;

namespace Sipas.Ballots;

/// <summary>A pending ballot: validated, but not yet appended to the store.</summary>
/// <param name="Ballot">The ballot.</param>
/// <param name="ContentHash">SHA-256 of the canonical bytes of the ballot.</param>
/// <param name="ReceivedAt">Server time.</param>
public sealed record PendingBallot(Ballot Ballot, byte[] ContentHash, DateTimeOffset ReceivedAt)
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
    /// <see cref="Ballot.DeviceCode"/> is only the ballot's own statement.
    /// </summary>
    public string? SentBy { get; init; }

    /// <summary>The channel, which states who vouches for the ballot.</summary>
    public CollectionChannel Channel { get; init; }

    /// <summary>
    /// The value stored in the set of spent tickets for its ticket: its keyed hash; null without
    /// a ticket. Never stored with the ballot.
    /// </summary>
    public byte[]? TicketHash { get; init; }

    /// <summary>
    /// Reason for the replacement of another ballot and the responsible persons. Set if and only if
    /// <see cref="Ballot.Replaces"/> is set.
    /// </summary>
    internal BallotCorrection? Correction { get; init; }

    /// <summary>Creates a pending ballot.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <param name="receivedAt">Server time; truncated to the millisecond.</param>
    /// <param name="sealer">The store's sealer; optional for a ballot without values.</param>
    /// <exception cref="ArgumentException">The ballot has values, and there is no sealer.</exception>
    internal static PendingBallot Of(Ballot ballot, DateTimeOffset receivedAt, ValueSealer? sealer = null)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        if (ballot.Values.Count > 0 && sealer is null)
        {
            throw new ArgumentException("A ballot with values needs the sealer of its store.", nameof(sealer));
        }

        SealedValue[] values = [.. ballot.Values.Select(value => sealer!.Seal(ballot.Id, value, ballot.Salt.Span))];
        return new(ballot, CanonicalBallot.ContentHash(ballot, values),
            Iso8601.CutToMilliseconds(receivedAt.ToUniversalTime()))
        {
            Values = values,
        };
    }

    /// <summary>The sealed values of the ballot, in questionnaire order.</summary>
    internal IReadOnlyList<SealedValue> Values { get; init; } = [];

    /// <summary>
    /// Computes the SHA-256 of the canonical bytes of the server metadata (<see cref="CanonicalNote"/>). The chain link
    /// covers it together with the content hash. 32 bytes.
    /// </summary>
    public byte[] NoteHash() => CanonicalNote.Hash(Channel, SentBy, ClockSkew, ReceivedAt, CountedOn, Correction);

    /// <summary>Returns the data that the cube needs, once the ballot has its sequence number.</summary>
    /// <param name="sequence">Number in the store's log.</param>
    internal CountedBallot Counted(long sequence) =>
        new(sequence, Ballot.Layout, CellKey.Of(Ballot.UnitCode, Ballot.Basis, Ballot.Mode, CountedOn), Ballot.Codes)
        {
            Day = CountedOn,
            ProcedureCode = Ballot.ProcedureCode,
            Channel = Channel,
        };
}
