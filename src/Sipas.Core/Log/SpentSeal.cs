using System.Globalization;
using System.Text;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Receipts;

namespace Sipas.Log;

/// <summary>The signed number of spent tickets. Each commit that spends tickets replaces it.</summary>
/// <param name="Count">Number of spent tickets.</param>
/// <param name="SumDigest">SHA-256 of the sum over their hashes (<see cref="SpentSum.Digest"/>): 64 lower-case hexadecimal digits.</param>
/// <param name="Audit">The end of the audit log as of that commit.</param>
/// <param name="KeyId">Id of the signing key.</param>
/// <param name="Signature">Signature over <see cref="SignedBytes"/>, in base64url.</param>
internal sealed record SpentSeal(long Count, string SumDigest, AuditHead Audit, string KeyId, string Signature)
{
    /// <summary>Creates the seal.</summary>
    /// <param name="sum">The sum over the hashes.</param>
    /// <param name="audit">The end of the audit log.</param>
    /// <param name="signer">The signer.</param>
    public static SpentSeal Make(SpentSum sum, AuditHead audit, ReceiptSigner signer)
    {
        ArgumentNullException.ThrowIfNull(sum);
        ArgumentNullException.ThrowIfNull(audit);
        ArgumentNullException.ThrowIfNull(signer);
        var seal = new SpentSeal(sum.Count, sum.Digest(), audit, signer.KeyId, "");
        return seal with { Signature = Base64Text.Encode(signer.Sign(seal.SignedBytes())) };
    }

    /// <summary>
    /// Returns the signed bytes: UTF-8 lines <c>sipas-spent/1</c>, count, digest of the sum, number and link of the
    /// last audit record.
    /// </summary>
    public byte[] SignedBytes() =>
        Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"sipas-spent/1\n{Count}\n{SumDigest}\n{Audit.Number}\n{Audit.Link}\n"));
}
