using Sipas.Receipts;
using static Sipas.Verification.ExportNames;

namespace Sipas.Verification;

internal sealed record KeyLine(string Type, string KeyId, byte[] PublicKey, string? VouchedBy, byte[]? Vouch)
{
    public const string Word = "key";

    public static KeyLine Of(ReceiptKey key) => new(Word, key.KeyId, key.PublicKey, key.VouchedBy, key.Vouch);

    public ReceiptKey ToKey() => new(Need(KeyId), Need(PublicKey), VouchedBy, Vouch);
}
