using Sipas.Log;
using static Sipas.Verification.ExportNames;

namespace Sipas.Verification;

internal sealed record SpentLine(string Type, long Count, string SumDigest, SpentSealLine? Seal)
{
    public const string Word = "spent";

    public static SpentLine Of(SpentTickets spent) =>
        new(Word, spent.Count, spent.SumDigest, spent.Seal is { } seal ? SpentSealLine.Of(seal) : null);

    public SpentTickets ToSpent() => new(Count, Need(SumDigest), Seal?.ToSeal());
}
