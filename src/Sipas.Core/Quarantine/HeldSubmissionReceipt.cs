using System.Text;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Receipts;

namespace Sipas.Quarantine;

/// <summary>Receipt for a held submission: the client may delete its copy, and the submission is not counted.</summary>
internal sealed record HeldSubmissionReceipt
{
    /// <summary>Reason why it is held.</summary>
    public required HeldSubmissionKind Kind { get; init; }

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
    public static string NameOf(HeldSubmissionKind kind) => kind switch
    {
        HeldSubmissionKind.Quarantine => "quarantine",
        HeldSubmissionKind.Trial => "trial",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind."),
    };

    /// <summary>Creates and signs a receipt.</summary>
    /// <param name="signer">The receipt signer.</param>
    /// <param name="package">The submission.</param>
    public static HeldSubmissionReceipt Make(ReceiptSigner signer, HeldSubmission package)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(package);
        byte[] signed = SignedBytes(package.Kind, package.BallotId, package.ContentHash, package.ReceivedAt);
        return new HeldSubmissionReceipt
        {
            Kind = package.Kind,
            BallotId = package.BallotId,
            ContentHash = package.ContentHash,
            ReceivedAt = package.ReceivedAt,
            KeyId = signer.KeyId,
            Signature = Base64Text.Encode(signer.Sign(signed)),
        };
    }

    /// <summary>Formats the detail of <see cref="AuditActions.PackagesErased"/>.</summary>
    /// <param name="kind">Kind of the held submissions.</param>
    /// <param name="receivedBefore">Upper bound of the time of receipt, exclusive.</param>
    /// <param name="count">Number of erased submissions.</param>
    public static string ErasureDetail(HeldSubmissionKind kind, DateTimeOffset receivedBefore, long count) =>
        FormattableString.Invariant($"{NameOf(kind)} {Iso8601.Write(receivedBefore.ToUniversalTime())} {count}");

    private static byte[] SignedBytes(HeldSubmissionKind kind, Guid ballotId, string contentHash, DateTimeOffset receivedAt) =>
        Encoding.UTF8.GetBytes(FormattableString.Invariant(
            $"sipas-set-aside/1\n{NameOf(kind)}\n{ballotId:D}\n{contentHash}\n{Iso8601.Write(receivedAt.ToUniversalTime())}\n"));
}
