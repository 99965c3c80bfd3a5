using System.Text;

namespace Sipas.Receipts;

/// <summary>The public part of a key that signed receipts, and the key that vouches for it.</summary>
/// <param name="KeyId">First 16 hexadecimal digits of the SHA-256 of <paramref name="PublicKey"/>.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo.</param>
/// <param name="VouchedBy">Id of the previous key; null for the first.</param>
/// <param name="Vouch">Signature of the previous key over <see cref="VouchedBytes"/>; null for the first.</param>
internal sealed record ReceiptKey(string KeyId, byte[] PublicKey, string? VouchedBy, byte[]? Vouch)
{
    /// <summary>Returns the bytes that a key signs to vouch for its successor: UTF-8 lines <c>sipas-key/1</c>, its own id,
    /// the successor's public key in base64, each terminated by a line feed.</summary>
    /// <param name="keyId">Id of the signing key.</param>
    /// <param name="successor">Public key of the successor.</param>
    public static byte[] VouchedBytes(string keyId, ReadOnlySpan<byte> successor) =>
        Encoding.UTF8.GetBytes($"sipas-key/1\n{keyId}\n{Convert.ToBase64String(successor)}\n");
}
