using System.Security.Cryptography;
using System.Text;
using Sipas.Ballots;
using Sipas.Text;

namespace Sipas.Collection;

/// <summary>Why a package is kept apart from the ballots.</summary>
public enum SetAsideKind
{
    /// <summary>The server refused it for good: it waits for an officer.</summary>
    Quarantine = 1,

    /// <summary>It was filled in while its device was tried out.</summary>
    Trial = 2,
}

/// <summary>What a client gets for a package that was kept apart: it may leave the device, and counts nowhere.</summary>
public sealed record SetAsideReceipt
{
    /// <summary>Why it is kept apart.</summary>
    public required SetAsideKind Kind { get; init; }

    /// <summary>Id that the client gave: the ballot's.</summary>
    public required Guid BallotId { get; init; }

    /// <summary>SHA-256 of the very bytes that were sent: 64 lower-case hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Server time in UTC, to the millisecond.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Id of the key that signed.</summary>
    public required string KeyId { get; init; }

    /// <summary>ECDSA P-256 signature over <see cref="SignedBytes()"/>: 64 bytes (r then s) in base64url without padding.</summary>
    public required string Signature { get; init; }

    /// <summary>The bytes that are signed: UTF-8 lines <c>sipas-set-aside/1</c>, kind, ballot id, content hash, time received, each ended by a line feed.</summary>
    public byte[] SignedBytes() => SignedBytes(Kind, BallotId, ContentHash, ReceivedAt);

    /// <summary>The word of a kind: <c>quarantine</c> or <c>trial</c>.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is no kind.</exception>
    public static string WordOf(SetAsideKind kind) => kind switch
    {
        SetAsideKind.Quarantine => "quarantine",
        SetAsideKind.Trial => "trial",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind."),
    };

    /// <summary>Makes and signs a receipt.</summary>
    /// <param name="signer">The signer of receipts.</param>
    /// <param name="package">The package.</param>
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

/// <summary>A package on its way into the store of what is kept apart.</summary>
public sealed record SetAsidePackage
{
    private readonly ReadOnlyMemory<byte> _body;

    /// <summary>Why it is kept apart.</summary>
    public required SetAsideKind Kind { get; init; }

    /// <summary>Id that the client gave: the ballot's.</summary>
    public required Guid BallotId { get; init; }

    /// <summary>The device that sent it; null for one that is not enrolled.</summary>
    public string? DeviceCode { get; init; }

    /// <summary>Server time; cut to the millisecond.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The bytes as they came.</summary>
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

/// <summary>A package that is kept apart, as it is listed.</summary>
/// <param name="Number">Number in the store, from 1.</param>
/// <param name="DeviceCode">The device that sent it; null for one that is not enrolled.</param>
/// <param name="ByteCount">Length of its body.</param>
/// <param name="Receipt">The receipt that was given for it.</param>
/// <param name="ReleasedAt">When an officer released it into the ballots; null while it waits.</param>
public sealed record SetAsideEntry(long Number, string? DeviceCode, long ByteCount, SetAsideReceipt Receipt, DateTimeOffset? ReleasedAt)
{
    /// <summary>When its body was erased because its time was over; null otherwise.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Whether its body is kept: it was neither released nor erased.</summary>
    public bool IsWaiting => ReleasedAt is null && ErasedAt is null;
}
