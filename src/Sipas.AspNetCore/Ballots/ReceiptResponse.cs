using Sipas.Common;
using Sipas.Receipts;

namespace Sipas.AspNetCore.Ballots;

/// <summary>The receipt of a durable ballot. The same ballot always gets the same bytes.</summary>
internal sealed record ReceiptResponse
{
    /// <summary>Id of the ballot.</summary>
    public required Guid BallotId { get; init; }

    /// <summary>SHA-256 of the canonical bytes: 64 hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Code of the unit whose chain contains the ballot.</summary>
    public required string Unit { get; init; }

    /// <summary>Number in that chain, from 1.</summary>
    public required long Position { get; init; }

    /// <summary>Server time in UTC, ISO 8601 to the millisecond.</summary>
    public required string ReceivedAt { get; init; }

    /// <summary>The day in Vietnam for which the ballot counts.</summary>
    public required DateOnly CountedOn { get; init; }

    /// <summary>Id of the signing key.</summary>
    public required string KeyId { get; init; }

    /// <summary>Position of this receipt among those that were signed together, from 0.</summary>
    public required int LeafIndex { get; init; }

    /// <summary>Number of receipts that were signed together.</summary>
    public required int LeafCount { get; init; }

    /// <summary>The Merkle path from this receipt to the signed root, the lowest hash first: 64 hexadecimal digits
    /// each.</summary>
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
        ReceivedAt = Iso8601.Write(receipt.ReceivedAt.ToUniversalTime()),
        CountedOn = receipt.CountedOn,
        LeafIndex = receipt.LeafIndex,
        LeafCount = receipt.LeafCount,
        Path = [.. receipt.Path.Chunk(64).Select(hash => new string(hash))],
        KeyId = receipt.KeyId,
        Signature = receipt.Signature,
        Code = receipt.Code,
    };
}
