using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Sipas.Ballots;
using Sipas.Storage;
using Sipas.Text;
using static Sipas.Proof.ExportNames;

namespace Sipas.Proof;

internal sealed record SpentSealLine(long Count, string SumDigest, long AuditNumber, string AuditLink, string KeyId, string Signature)
{
    public static SpentSealLine Of(SpentSeal seal) =>
        new(seal.Count, seal.SumDigest, seal.Audit.Number, seal.Audit.Link, seal.KeyId, seal.Signature);

    public SpentSeal ToSeal() => new(Count, Need(SumDigest), new AuditHead(AuditNumber, Need(AuditLink)), Need(KeyId), Need(Signature));
}
