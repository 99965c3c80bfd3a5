using Sipas.Common;
using Sipas.Receipts;

namespace Sipas.Ballots;

/// <summary>A ballot exactly as stored, with its verification data, so that auditors can recompute it. It can be read
/// without a method pack.</summary>
public sealed record StoredBallot
{
    /// <summary>Sequence number in the store's log, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>Its statements other than the answers.</summary>
    public required BallotHeader Header { get; init; }

    /// <summary>Id of the ballot; see <see cref="BallotHeader.Id"/>.</summary>
    public Guid Id => Header.Id;

    /// <summary>Id of the ballot it replaces; null if it is not a correction.</summary>
    public Guid? Replaces => Header.Replaces;

    /// <summary>Id of the pack.</summary>
    public string PackId => Header.PackId;

    /// <summary>Version of the questionnaire.</summary>
    public string QuestionnaireVersion => Header.QuestionnaireVersion;

    /// <summary>Code of the rated organisation unit.</summary>
    public string UnitCode => Header.UnitCode;

    /// <summary>Code of the administrative procedure; null when not stated.</summary>
    public string? ProcedureCode => Header.ProcedureCode;

    /// <summary>Collection mode.</summary>
    public CollectionMode Mode => Header.Mode;

    /// <summary>Selection basis of the respondent.</summary>
    public SelectionBasis Basis => Header.Basis;

    /// <summary>Code of the device; null for none.</summary>
    public string? DeviceCode => Header.DeviceCode;

    /// <summary>Time of the first tap.</summary>
    public DateTimeOffset StartedAt => Header.StartedAt;

    /// <summary>Time of the last tap.</summary>
    public DateTimeOffset CompletedAt => Header.CompletedAt;

    /// <summary>Sequence number of the first ballot in its chain of corrections; null if it is not a correction.</summary>
    public long? Original { get; init; }

    /// <summary>The reason for the replacement and the persons responsible; null if it is not a correction.</summary>
    internal BallotCorrection? Correction { get; init; }

    /// <summary>Sequence number of the ballot that replaced it, so that it no longer counts; null while it is the current
    /// version.</summary>
    public long? ReplacedBy { get; init; }

    /// <summary>Whether it was replaced by a later ballot.</summary>
    public bool IsReplaced => ReplacedBy is not null;

    /// <summary>Server time of receipt, in UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>One character per item in questionnaire order.</summary>
    public required string Answers { get; init; }

    /// <summary>Its values with their commitments, in questionnaire order; empty for a ballot without values.</summary>
    internal IReadOnlyList<SealedValue> Values { get; init; } = [];

    /// <summary>The stored content hash: 32 bytes unless the store was altered.</summary>
    public required ReadOnlyMemory<byte> ContentHash { get; init; }

    /// <summary>Position in the unit's chain, from 1.</summary>
    public required long Position { get; init; }

    /// <summary>The stored link of the chain.</summary>
    public required ReadOnlyMemory<byte> ChainHash { get; init; }

    /// <summary>The seal that starts at this ballot and covers as many consecutive ballots of the log as it has leaves; null
    /// if the seal of an earlier ballot covers this one.</summary>
    internal ReceiptSeal? Seal { get; init; }

    /// <summary>The day for which it counts, in Vietnam time, as determined on receipt; <c>default</c> if the stored value
    /// is not a valid day.</summary>
    public DateOnly CountedOn { get; init; }

    /// <summary>The sending device's clock minus the server's; null if the server could not measure it.</summary>
    public TimeSpan? ClockSkew { get; init; }

    /// <summary>The enrolled device that sent it; null for any other sender.</summary>
    public string? SentBy { get; init; }

    /// <summary>Collection channel; null for a ballot stored before channels were recorded.</summary>
    public CollectionChannel? Channel { get; init; }

    /// <summary>Whether it was received after its survey was closed and therefore does not count.</summary>
    public bool Late { get; init; }

    /// <summary>Stored name of the closed survey for which it was too late; null for a ballot that is not late.</summary>
    public string? LateFor { get; init; }

    /// <summary>Recomputes the data that its receipt certifies.</summary>
    internal ReceiptLeaf ReceiptLeaf() => new(Id, Hex.Lower(ContentHash.Span), UnitCode, Position, ReceivedAt, CountedOn);

    /// <summary>Recreates the receipt issued for it.</summary>
    /// <param name="seal">The seal that covers it.</param>
    /// <param name="index">Its position among the seal's leaves, from 0.</param>
    /// <exception cref="ArgumentException">The seal's leaves are not valid, or the position does not exist.</exception>
    internal Receipt ToReceipt(ReceiptSeal seal, int index) => Receipt.Create(ReceiptLeaf(), seal, index);
}
