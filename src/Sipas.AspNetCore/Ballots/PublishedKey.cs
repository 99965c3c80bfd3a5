using Sipas.Receipts;

namespace Sipas.AspNetCore.Ballots;

/// <summary>One public key.</summary>
internal sealed record PublishedKey
{
    /// <summary>First 16 hexadecimal digits of the SHA-256 of the key's bytes.</summary>
    public required string KeyId { get; init; }

    /// <summary>SubjectPublicKeyInfo of an ECDSA key on the curve P-256, in base64.</summary>
    public required string PublicKey { get; init; }

    public static PublishedKey Of(ReceiptKey key) => new() { KeyId = key.KeyId, PublicKey = Convert.ToBase64String(key.PublicKey) };
}
