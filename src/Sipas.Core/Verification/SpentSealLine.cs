using Sipas.Audit;
using Sipas.Log;
using static Sipas.Verification.ExportNames;

namespace Sipas.Verification;

internal sealed record SpentSealLine(long Count, string SumDigest, long AuditNumber, string AuditLink, string KeyId, string Signature)
{
    public static SpentSealLine Of(SpentSeal seal) =>
        new(seal.Count, seal.SumDigest, seal.Audit.Number, seal.Audit.Link, seal.KeyId, seal.Signature);

    public SpentSeal ToSeal() => new(Count, Need(SumDigest), new AuditHead(AuditNumber, Need(AuditLink)), Need(KeyId), Need(Signature));
}
