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

internal sealed record KeyLine(string Type, string KeyId, byte[] PublicKey, string? VouchedBy, byte[]? Vouch)
{
    public const string Word = "key";

    public static KeyLine Of(ReceiptKey key) => new(Word, key.KeyId, key.PublicKey, key.VouchedBy, key.Vouch);

    public ReceiptKey ToKey() => new(Need(KeyId), Need(PublicKey), VouchedBy, Vouch);
}
