using Sipas.Ballots;
using Sipas.Text;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>The receipt of a durable ballot. The same ballot gets the same bytes for ever.</summary>
internal sealed record ReceiptResponse
{
    /// <summary>Id of the ballot.</summary>
    public required Guid BallotId { get; init; }

    /// <summary>SHA-256 of the canonical bytes: 64 hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Code of the unit in whose chain the ballot stands.</summary>
    public required string Unit { get; init; }

    /// <summary>Number in that chain, from 1.</summary>
    public required long Position { get; init; }

    /// <summary>Server time in UTC, ISO 8601 to the millisecond.</summary>
    public required string ReceivedAt { get; init; }

    /// <summary>The day in Vietnam for which the ballot counts.</summary>
    public required DateOnly CountedOn { get; init; }

    /// <summary>Id of the key that signed.</summary>
    public required string KeyId { get; init; }

    /// <summary>Place of this receipt among those that were signed together, from 0.</summary>
    public required int LeafIndex { get; init; }

    /// <summary>How many receipts were signed together.</summary>
    public required int LeafCount { get; init; }

    /// <summary>The hashes that lead from this receipt to the root that is signed, the lowest first: 64 hexadecimal digits each.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>ECDSA P-256 signature over the root in base64url.</summary>
    public required string Signature { get; init; }

    /// <summary>Eight characters to read out or write down.</summary>
    public required string Code { get; init; }

    public static ReceiptResponse Of(Receipt receipt) => new()
    {
        BallotId = receipt.BallotId,
        ContentHash = receipt.ContentHash,
        Unit = receipt.UnitCode,
        Position = receipt.Position,
        ReceivedAt = IsoTime.Write(receipt.ReceivedAt.ToUniversalTime()),
        CountedOn = receipt.CountedOn,
        LeafIndex = receipt.LeafIndex,
        LeafCount = receipt.LeafCount,
        Path = [.. receipt.Path.Chunk(64).Select(hash => new string(hash))],
        KeyId = receipt.KeyId,
        Signature = receipt.Signature,
        Code = receipt.Code,
    };
}
