using Sipas.Ballots;
using Sipas.Common;
using static Sipas.Verification.ExportNames;

namespace Sipas.Verification;

internal sealed record ValueLine(string Code, string Commitment, string? Salt, string? Value)
{
    public static ValueLine Of(SealedValue value) =>
        new(value.QuestionCode, Hex.Lower(value.Commitment.Span), value.Salt is { } salt ? Hex.Lower(salt.Span) : null, value.Value);

    public SealedValue ToValue() => new()
    {
        QuestionCode = Need(Code),
        Commitment = Convert.FromHexString(Need(Commitment)),
        Salt = Salt is null ? default(ReadOnlyMemory<byte>?) : Convert.FromHexString(Salt),
        Value = Value,
    };
}
