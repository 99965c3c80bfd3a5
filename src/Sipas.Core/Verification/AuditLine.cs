using Sipas.Audit;
using Sipas.Common;
using static Sipas.Verification.ExportNames;

namespace Sipas.Verification;

internal sealed record AuditLine(
    string Type, string At, string Action, string Detail, string? Actor, long? Number, IReadOnlyList<string>? Makes, string? Link,
        string? KeyId,
    string? Signature)
{
    public const string Word = "audit";

    public static AuditLine Of(AuditRecord record) => new(
        Word, Iso8601.Write(record.At), record.Action, record.Detail, record.Actor, record.Number, record.Makes?.Split('\n'), record.Link,
        record.KeyId,
        record.Signature);

    public AuditRecord ToRecord() => new(ToTime(At), Need(Action), Need(Detail), Actor)
    {
        Number = Number,
        Makes = Makes is null ? null : string.Join('\n', Makes.Select(line => Need(line, "makes"))),
        Link = Link,
        KeyId = KeyId,
        Signature = Signature,
    };
}
