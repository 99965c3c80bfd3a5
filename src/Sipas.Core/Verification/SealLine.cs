using Sipas.Common;
using Sipas.Receipts;
using static Sipas.Verification.ExportNames;

namespace Sipas.Verification;

internal sealed record SealLine(string Leaves, string KeyId, string Signature)
{
    public static SealLine Of(ReceiptSeal seal) => new(Hex.Lower(seal.Leaves.Span), seal.KeyId, Base64Text.Encode(seal.Signature.Span));

    public ReceiptSeal ToSeal() => new(Convert.FromHexString(Need(Leaves)), Need(KeyId), Base64Text.Decode(Need(Signature)));
}
