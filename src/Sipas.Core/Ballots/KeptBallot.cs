namespace Sipas.Ballots;

/// <summary>A ballot exactly as a store keeps it, with its proof: what an auditor recomputes. Needs no method pack to be read.</summary>
public sealed record KeptBallot
{
    /// <summary>Number in the store's log, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>Id made by the client.</summary>
    public required Guid Id { get; init; }

    /// <summary>Id of the ballot whose place it takes; null for a ballot that corrects none.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>Number of the first ballot in the place that it took; null for a ballot that corrects none.</summary>
    public long? Original { get; init; }

    /// <summary>Why it takes the place of another, and who answers for it; null for a ballot that corrects none.</summary>
    public BallotCorrection? Correction { get; init; }

    /// <summary>Number of the later ballot that took its place, so that this one counts no more; null while it stands.</summary>
    public long? ReplacedBy { get; init; }

    /// <summary>Whether a later ballot took its place.</summary>
    public bool IsReplaced => ReplacedBy is not null;

    /// <summary>Id of the pack.</summary>
    public required string PackId { get; init; }

    /// <summary>Version of the questionnaire.</summary>
    public required string QuestionnaireVersion { get; init; }

    /// <summary>Code of the unit that is rated.</summary>
    public required string UnitCode { get; init; }

    /// <summary>Code of the administrative procedure; null when it was not stated.</summary>
    public string? ProcedureCode { get; init; }

    /// <summary>How it was collected.</summary>
    public required CollectionMode Mode { get; init; }

    /// <summary>How the respondent came to answer.</summary>
    public required SelectionBasis Basis { get; init; }

    /// <summary>Code of the device; null when there was none.</summary>
    public string? DeviceCode { get; init; }

    /// <summary>Language it was shown in.</summary>
    public required string Language { get; init; }

    /// <summary>First tap, with its offset; <c>default</c> when what is stored is no time.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Last tap, with its offset; <c>default</c> when what is stored is no time.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>Server time, in UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>One character per item in questionnaire order.</summary>
    public required string Answers { get; init; }

    /// <summary>Its values with their commitments, in questionnaire order; empty for a ballot without values.</summary>
    public IReadOnlyList<SealedValue> Values { get; init; } = [];

    /// <summary>The content hash that is stored: 32 bytes when nobody touched it.</summary>
    public required ReadOnlyMemory<byte> ContentHash { get; init; }

    /// <summary>Number in the unit's chain, from 1.</summary>
    public required long Position { get; init; }

    /// <summary>The chain's link that is stored.</summary>
    public required ReadOnlyMemory<byte> ChainHash { get; init; }

    /// <summary>The seal that begins with this ballot and covers as many ballots of the log as it has leaves; null when an earlier ballot's seal covers this one.</summary>
    public ReceiptSeal? Seal { get; init; }

    /// <summary>The day for which it counts, in Vietnam, as it was decided when the ballot was taken; <c>default</c> when what is stored is no day.</summary>
    public DateOnly CountedOn { get; init; }

    /// <summary>The sending device's clock minus the server's; null when the server could not measure it.</summary>
    public TimeSpan? ClockSkew { get; init; }

    /// <summary>The enrolled device that sent it; null for any other sender.</summary>
    public string? SentBy { get; init; }

    /// <summary>Who stands for it; null for a ballot that was kept before this was recorded.</summary>
    public CollectionChannel? Channel { get; init; }

    /// <summary>Whether it came after its survey was closed, and so counts nowhere.</summary>
    public bool Late { get; init; }

    /// <summary>Name of the closed survey for which it came too late, as it is kept; null for a ballot that is not late.</summary>
    public string? LateFor { get; init; }

    /// <summary>The leaf of its receipt, recomputed: 32 bytes.</summary>
    public byte[] ReceiptLeaf() => Receipt.Leaf(Id, HexText.Lower(ContentHash.Span), UnitCode, Position, ReceivedAt, CountedOn);

    /// <summary>The receipt that was given for it.</summary>
    /// <param name="seal">The seal that covers it.</param>
    /// <param name="index">Its place among the seal's leaves, from 0.</param>
    /// <exception cref="ArgumentException">The seal's leaves are none, or there is no such place.</exception>
    public Receipt ToReceipt(ReceiptSeal seal, int index)
    {
        ArgumentNullException.ThrowIfNull(seal);
        return new Receipt
        {
            BallotId = Id,
            ContentHash = HexText.Lower(ContentHash.Span),
            UnitCode = UnitCode,
            Position = Position,
            ReceivedAt = ReceivedAt,
            CountedOn = CountedOn,
            LeafIndex = index,
            LeafCount = seal.Count,
            Path = new ReceiptTree(seal.Leaves.Span).PathOf(index),
            KeyId = seal.KeyId,
            Signature = Base64Text.Encode(seal.Signature.Span),
        };
    }
}
