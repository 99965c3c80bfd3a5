using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sipas.Common;

namespace Sipas.Receipts;

/// <summary>Signs receipts with ECDSA P-256 and SHA-256. Safe for concurrent use.</summary>
/// <remarks>Two signatures of the same bytes differ. Stores therefore save the issued signature, so that the same ballot
/// always returns the same receipt.</remarks>
internal sealed class ReceiptSigner : IDisposable
{
    private readonly ECDsa _key;
    private readonly object _gate = new();

    // A key object must not be used by two threads at once, so each thread takes a free one. Empty for a key whose private
    // part cannot be exported.
    private readonly ConcurrentBag<ECDsa> _free = [];
    private readonly ECParameters? _parameters;

    /// <summary>Creates a signer with a key.</summary>
    /// <param name="key">A P-256 key with its private part. The signer takes ownership.</param>
    /// <exception cref="ArgumentException">The key does not use the curve P-256.</exception>
    public ReceiptSigner(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.KeySize != 256)
        {
            throw new ArgumentException($"The receipt key has {key.KeySize} bits; it must lie on the curve P-256.", nameof(key));
        }

        _key = key;
        try
        {
            _parameters = key.ExportParameters(includePrivateParameters: true);
        }
        catch (CryptographicException)
        {
            // The key is in hardware or in the system's key store: one signature at a time.
        }

        PublicKey = key.ExportSubjectPublicKeyInfo();
        KeyId = IdOf(PublicKey);
    }

    /// <summary>The public key as SubjectPublicKeyInfo, used to verify receipts.</summary>
    public byte[] PublicKey { get; }

    /// <summary>First 16 hexadecimal digits of the SHA-256 of <see cref="PublicKey"/>.</summary>
    public string KeyId { get; }

    /// <summary>Returns the id of a public key.</summary>
    /// <param name="publicKey">SubjectPublicKeyInfo.</param>
    public static string IdOf(ReadOnlySpan<byte> publicKey) =>
        Convert.ToHexString(SHA256.HashData(publicKey).AsSpan(0, 8)).ToLowerInvariant();

    /// <summary>Creates a signer with a new random key, for tests and in-memory stores.</summary>
    public static ReceiptSigner Ephemeral() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Derives a key for another purpose from the private key.</summary>
    /// <param name="purpose">The purpose of the derived key. Different purposes have different keys.</param>
    /// <returns>HMAC-SHA256 of the purpose with the private scalar: 32 bytes, from which the private key cannot be derived;
    /// null for a key whose private part cannot be exported.</returns>
    public byte[]? DeriveKey(string purpose) =>
        _parameters is { D: { } secret }
            ? HMACSHA256.HashData(secret, System.Text.Encoding.UTF8.GetBytes($"sipas-derived-key/1\n{purpose}\n"))
            : null;

    /// <summary>Signs bytes.</summary>
    /// <param name="bytes">The bytes to sign: see <see cref="ReceiptSeal.SignedBytes"/>.</param>
    /// <returns>64 bytes: r then s.</returns>
    public byte[] Sign(ReadOnlySpan<byte> bytes)
    {
        if (_parameters is not { } parameters)
        {
            lock (_gate)
            {
                return Sign(_key, bytes);
            }
        }

        ECDsa key = _free.TryTake(out ECDsa? free) ? free : ECDsa.Create(parameters);
        byte[] signature = Sign(key, bytes);
        _free.Add(key);
        return signature;
    }

    /// <summary>Whether a receipt has a valid signature of this key.</summary>
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
                && _key.VerifyData(receipt.SignedBytes(), signature, HashAlgorithmName.SHA256,
                    DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _key.Dispose();
        while (_free.TryTake(out ECDsa? key))
        {
            key.Dispose();
        }
    }

    private static byte[] Sign(ECDsa key, ReadOnlySpan<byte> bytes) =>
        key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
}
