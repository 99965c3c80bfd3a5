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

internal sealed record ContentLine(string Type, string Subject, string Digest)
{
    public const string Word = "content";

    public static ContentLine Of(StoredContent content) => new(Word, content.Subject, content.Digest);

    public StoredContent ToContent() => new(Need(Subject), Need(Digest));
}
