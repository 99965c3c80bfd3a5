using Sipas.Audit;
using static Sipas.Verification.ExportNames;

namespace Sipas.Verification;

internal sealed record ContentLine(string Type, string Subject, string Digest)
{
    public const string Word = "content";

    public static ContentLine Of(StoredContent content) => new(Word, content.Subject, content.Digest);

    public StoredContent ToContent() => new(Need(Subject), Need(Digest));
}
