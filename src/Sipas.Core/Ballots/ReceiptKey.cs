using System.Security.Cryptography;
using System.Text;

namespace Sipas.Ballots;

/// <summary>The public half of a key that signed receipts, and who vouches for it.</summary>
/// <param name="KeyId">First 16 hexadecimal digits of the SHA-256 of <paramref name="PublicKey"/>.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo.</param>
/// <param name="VouchedBy">Id of the key that it replaced; null for the first.</param>
/// <param name="Vouch">Signature of the key that it replaced over <see cref="VouchedBytes"/>; null for the first.</param>
public sealed record ReceiptKey(string KeyId, byte[] PublicKey, string? VouchedBy, byte[]? Vouch)
{
    /// <summary>What a key signs to name its successor: UTF-8 lines <c>sipas-key/1</c>, its own id, the successor's public key in base64, each ended by a line feed.</summary>
    /// <param name="keyId">Id of the key that signs.</param>
    /// <param name="successor">Public key of the successor.</param>
    public static byte[] VouchedBytes(string keyId, ReadOnlySpan<byte> successor) =>
        Encoding.UTF8.GetBytes($"sipas-key/1\n{keyId}\n{Convert.ToBase64String(successor)}\n");
}

/// <summary>Verifies signatures of several keys. Not safe for concurrent use.</summary>
public sealed class ReceiptKeyring : IDisposable
{
    private readonly Dictionary<string, ECDsa> _keys = new(StringComparer.Ordinal);

    /// <summary>Opens the keys of a store.</summary>
    /// <param name="keys">The keys. One whose id is not that of its bytes, or whose bytes are no key, is left out.</param>
    /// <param name="trusted">Ids that an auditor knows from elsewhere; then only these and whom they vouch for, over any number of rotations, are taken. Null takes all.</param>
    public ReceiptKeyring(IEnumerable<ReceiptKey> keys, IReadOnlyCollection<string>? trusted = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var waiting = new Dictionary<string, ReceiptKey>(StringComparer.Ordinal);
        foreach (ReceiptKey key in keys)
        {
            if (key.KeyId == ReceiptSigner.IdOf(key.PublicKey))
            {
                waiting[key.KeyId] = key;
            }
        }

        while (waiting.Values.FirstOrDefault(key => trusted is null || trusted.Contains(key.KeyId) || IsVouchedFor(key)) is { } next)
        {
            waiting.Remove(next.KeyId);
            var opened = ECDsa.Create();
            try
            {
                opened.ImportSubjectPublicKeyInfo(next.PublicKey, out _);
                _keys.Add(next.KeyId, opened);
            }
            catch (CryptographicException)
            {
                opened.Dispose();
            }
        }
    }

    /// <summary>Ids of the keys that are taken.</summary>
    public IReadOnlyCollection<string> KeyIds => _keys.Keys;

    /// <summary>Whether a key is taken.</summary>
    /// <param name="keyId">Its id.</param>
    public bool Knows(string keyId) => _keys.ContainsKey(keyId);

    /// <summary>Whether bytes bear the signature of a key.</summary>
    /// <param name="keyId">Id of the key.</param>
    /// <param name="bytes">What was signed.</param>
    /// <param name="signature">r then s: 64 bytes.</param>
    /// <returns>False also when the key is not known.</returns>
    public bool Verifies(string keyId, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature) =>
        _keys.TryGetValue(keyId, out ECDsa? key) && key.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ECDsa key in _keys.Values)
        {
            key.Dispose();
        }
    }

    private bool IsVouchedFor(ReceiptKey key) =>
        key.VouchedBy is { } former && key.Vouch is { } vouch && Verifies(former, ReceiptKey.VouchedBytes(former, key.PublicKey), vouch);
}
