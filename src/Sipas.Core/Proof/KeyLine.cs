using Sipas.Ballots;
using static Sipas.Proof.ExportNames;

namespace Sipas.Proof;

internal sealed record KeyLine(string Type, string KeyId, byte[] PublicKey, string? VouchedBy, byte[]? Vouch)
{
    public const string Word = "key";

    public static KeyLine Of(ReceiptKey key) => new(Word, key.KeyId, key.PublicKey, key.VouchedBy, key.Vouch);

    public ReceiptKey ToKey() => new(Need(KeyId), Need(PublicKey), VouchedBy, Vouch);
}
