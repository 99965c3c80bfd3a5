using System.Security.Cryptography;

namespace Sipas.Receipts;

/// <summary>Verifies signatures of several keys. Not safe for concurrent use.</summary>
internal sealed class ReceiptKeyring : IDisposable
{
    private readonly Dictionary<string, ECDsa> _keys = new(StringComparer.Ordinal);

    /// <summary>Opens the keys of a store.</summary>
    /// <param name="keys">The keys. Keys whose id does not match their bytes, or whose bytes are not a valid key, are ignored.</param>
    /// <param name="trusted">Ids that an auditor obtained from another source. Only these keys and keys they vouch for, over
    /// any number of rotations, are accepted. Null accepts all.</param>
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

    /// <summary>Ids of the accepted keys.</summary>
    public IReadOnlyCollection<string> KeyIds => _keys.Keys;

    /// <summary>Whether a key is accepted.</summary>
    /// <param name="keyId">Its id.</param>
    public bool Knows(string keyId) => _keys.ContainsKey(keyId);

    /// <summary>Whether a signature of bytes by a key is valid.</summary>
    /// <param name="keyId">Id of the key.</param>
    /// <param name="bytes">The signed bytes.</param>
    /// <param name="signature">r then s: 64 bytes.</param>
    /// <returns>True if valid; false also if the key is unknown.</returns>
    public bool Verifies(string keyId, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature) =>
        _keys.TryGetValue(keyId, out ECDsa? key)
        && key.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

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
