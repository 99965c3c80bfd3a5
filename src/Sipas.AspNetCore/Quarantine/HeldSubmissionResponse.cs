using Sipas.Common;
using Sipas.Quarantine;

namespace Sipas.AspNetCore.Quarantine;

/// <summary>The receipt of a held submission.</summary>
internal sealed record HeldSubmissionResponse
{
    /// <summary>Id of the ballot, as stated by the client.</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the received bytes: 64 hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Server time in UTC, ISO 8601 to the millisecond.</summary>
    public required string ReceivedAt { get; init; }

    /// <summary>Id of the key that signed.</summary>
    public required string KeyId { get; init; }

    /// <summary>ECDSA P-256 signature in base64url.</summary>
    public required string Signature { get; init; }

    /// <summary><c>quarantine</c> or <c>trial</c>.</summary>
    public required string Kind { get; init; }

    public static HeldSubmissionResponse Of(HeldSubmissionReceipt receipt) => new()
    {
        Id = receipt.BallotId,
        ContentHash = receipt.ContentHash,
        ReceivedAt = Iso8601.Write(receipt.ReceivedAt.ToUniversalTime()),
        KeyId = receipt.KeyId,
        Signature = receipt.Signature,
        Kind = HeldSubmissionReceipt.NameOf(receipt.Kind),
    };
}
