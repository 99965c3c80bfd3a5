using System.Security.Cryptography;

namespace Sipas.Quarantine;

/// <summary>A submission to be held, not yet stored.</summary>
internal sealed record HeldSubmission
{
    private readonly ReadOnlyMemory<byte> _body;

    /// <summary>Reason why it is held.</summary>
    public required HeldSubmissionKind Kind { get; init; }

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
