using System.Security.Cryptography;

namespace Sipas.Ballots;

/// <summary>Signs receipts with ECDSA P-256 and SHA-256. Safe for concurrent use.</summary>
/// <remarks>Two signatures of the same bytes differ, so a store keeps the one it gave: the same ballot gets the same receipt.</remarks>
public sealed class ReceiptSigner : IDisposable
{
    private readonly ECDsa _key;
    private readonly object _gate = new();

    /// <summary>Signs with a key.</summary>
    /// <param name="key">A P-256 key with its private part; owned by the signer from now on.</param>
    /// <exception cref="ArgumentException">The key is not on the curve P-256.</exception>
    public ReceiptSigner(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.KeySize != 256)
        {
            throw new ArgumentException($"The receipt key has {key.KeySize} bits; it must lie on the curve P-256.", nameof(key));
        }

        _key = key;
        PublicKey = key.ExportSubjectPublicKeyInfo();
        KeyId = IdOf(PublicKey);
    }

    /// <summary>The public key as SubjectPublicKeyInfo, for whoever verifies receipts.</summary>
    public byte[] PublicKey { get; }

    /// <summary>First 16 hexadecimal digits of the SHA-256 of <see cref="PublicKey"/>.</summary>
    public string KeyId { get; }

    /// <summary>The id of a public key.</summary>
    /// <param name="publicKey">SubjectPublicKeyInfo.</param>
    public static string IdOf(ReadOnlySpan<byte> publicKey) => Convert.ToHexString(SHA256.HashData(publicKey).AsSpan(0, 8)).ToLowerInvariant();

    /// <summary>A signer with a new key that nobody else has: for tests and stores in memory.</summary>
    public static ReceiptSigner Ephemeral() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Signs.</summary>
    /// <param name="bytes">What is signed: see <see cref="Receipt.SignedBytes()"/>.</param>
    /// <returns>64 bytes: r then s.</returns>
    public byte[] Sign(ReadOnlySpan<byte> bytes)
    {
        // One OpenSSL key object must not be used by two threads at once.
        lock (_gate)
        {
            return _key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    /// <summary>Whether a receipt bears a signature of this key.</summary>
    /// <param name="receipt">The receipt.</param>
    public bool Verifies(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        byte[] signature;
        try
        {
            signature = Base64Text.Decode(receipt.Signature);
        }
        catch (FormatException)
        {
            return false;
        }

        lock (_gate)
        {
            return receipt.KeyId == KeyId
                && _key.VerifyData(receipt.SignedBytes(), signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}

/// <summary>base64url without padding.</summary>
public static class Base64Text
{
    /// <summary>Encodes bytes.</summary>
    /// <param name="bytes">Any bytes.</param>
    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>Decodes a text.</summary>
    /// <param name="text">base64url without padding.</param>
    /// <exception cref="FormatException">The text is not base64url.</exception>
    public static byte[] Decode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
    }
}
