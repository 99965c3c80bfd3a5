using System.Security.Cryptography;
using System.Text;
using Sipas.Ballots;
using Sipas.Text;

namespace Sipas.Collection;

/// <summary>Reason why a submission is held.</summary>
public enum SetAsideKind
{
    /// <summary>The server rejected it permanently: it is quarantined until an officer decides.</summary>
    Quarantine = 1,

    /// <summary>It was completed during the trial phase of its device.</summary>
    Trial = 2,
}

/// <summary>Receipt for a held submission: the client may delete its copy, and the submission is not counted.</summary>
public sealed record SetAsideReceipt
{
    /// <summary>Reason why it is held.</summary>
    public required SetAsideKind Kind { get; init; }

    /// <summary>Id assigned by the client: the id of the ballot.</summary>
    public required Guid BallotId { get; init; }

    /// <summary>SHA-256 of the exact bytes that were sent: 64 lower-case hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Server time in UTC, to the millisecond.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Id of the signing key.</summary>
    public required string KeyId { get; init; }

    /// <summary>ECDSA P-256 signature over <see cref="SignedBytes()"/>: 64 bytes (r then s) in base64url without padding.</summary>
    public required string Signature { get; init; }

    /// <summary>
    /// Returns the signed bytes: UTF-8 lines <c>sipas-set-aside/1</c>, kind, ballot id, content hash, time received,
    /// each ended by a line feed.
    /// </summary>
    public byte[] SignedBytes() => SignedBytes(Kind, BallotId, ContentHash, ReceivedAt);

    /// <summary>Returns the wire name of a kind: <c>quarantine</c> or <c>trial</c>.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a defined kind.</exception>
    public static string WordOf(SetAsideKind kind) => kind switch
    {
        SetAsideKind.Quarantine => "quarantine",
        SetAsideKind.Trial => "trial",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind."),
    };

    /// <summary>Creates and signs a receipt.</summary>
    /// <param name="signer">The receipt signer.</param>
    /// <param name="package">The submission.</param>
    public static SetAsideReceipt Make(ReceiptSigner signer, SetAsidePackage package)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(package);
        byte[] signed = SignedBytes(package.Kind, package.BallotId, package.ContentHash, package.ReceivedAt);
        return new SetAsideReceipt
        {
            Kind = package.Kind,
            BallotId = package.BallotId,
            ContentHash = package.ContentHash,
            ReceivedAt = package.ReceivedAt,
            KeyId = signer.KeyId,
            Signature = Base64Text.Encode(signer.Sign(signed)),
        };
    }

    private static byte[] SignedBytes(SetAsideKind kind, Guid ballotId, string contentHash, DateTimeOffset receivedAt) =>
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"sipas-set-aside/1\n{WordOf(kind)}\n{ballotId:D}\n{contentHash}\n{IsoTime.Write(receivedAt.ToUniversalTime())}\n"));
}

/// <summary>A submission to be held, not yet stored.</summary>
public sealed record SetAsidePackage
{
    private readonly ReadOnlyMemory<byte> _body;

    /// <summary>Reason why it is held.</summary>
    public required SetAsideKind Kind { get; init; }

    /// <summary>Id assigned by the client: the id of the ballot.</summary>
    public required Guid BallotId { get; init; }

    /// <summary>The sending device; null for a sender that is not enrolled.</summary>
    public string? DeviceCode { get; init; }

    /// <summary>Server time; truncated to the millisecond.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The bytes as received.</summary>
    public required ReadOnlyMemory<byte> Body
    {
        get => _body;
        init
        {
            _body = value;
            ContentHash = Convert.ToHexString(SHA256.HashData(value.Span)).ToLowerInvariant();
        }
    }

    /// <summary>SHA-256 of <see cref="Body"/>: 64 lower-case hexadecimal digits.</summary>
    public string ContentHash { get; private init; } = "";
}

/// <summary>List entry of a held submission.</summary>
/// <param name="Number">Number in the store, from 1.</param>
/// <param name="DeviceCode">The sending device; null for a sender that is not enrolled.</param>
/// <param name="ByteCount">Length of the body in bytes.</param>
/// <param name="Receipt">The receipt issued for it.</param>
/// <param name="ReleasedAt">Time at which an officer released it into the ballots; null while it waits.</param>
public sealed record SetAsideEntry(long Number, string? DeviceCode, long ByteCount, SetAsideReceipt Receipt, DateTimeOffset? ReleasedAt)
{
    /// <summary>Time at which its body was erased at the end of its retention period; null otherwise.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Whether its body is stored: it was neither released nor erased.</summary>
    public bool IsWaiting => ReleasedAt is null && ErasedAt is null;
}
