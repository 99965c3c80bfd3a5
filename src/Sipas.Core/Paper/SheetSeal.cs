using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Tickets;

namespace Sipas.Paper;

/// <summary>
/// Stored form of the entry of a sheet: the id of its ballot instead of its number, and number and answers in a sealed
/// block in base64.
/// </summary>
internal static class SheetSeal
{
    // Fits codes of up to 64 characters and the answers of any questionnaire that fits on a sheet.
    private const int Step = 512;

    public static string NumberOf(BallotNumberKey numbers, PaperBatch batch, string number) =>
        numbers.ToId(batch.PackId, batch.UnitCode, number).ToString("D");

    public static PaperEntry Seal(TicketKeyring keys, PaperBatch batch, PaperEntry entry)
    {
        PaperEntry stored = entry with { BallotNumber = NumberOf(keys.Numbers, batch, entry.BallotNumber) };
        return stored with { Answers = Convert.ToBase64String(keys.Seal(PlaceOf(stored), $"{entry.BallotNumber}\n{entry.Answers}", Step)) };
    }

    /// <exception cref="SipasException">The block does not open (<c>TKT0020</c>).</exception>
    public static PaperEntry Open(TicketKeyring keys, PaperEntry stored)
    {
        byte[] block = new byte[stored.Answers.Length];
        if (Convert.TryFromBase64String(stored.Answers, block, out int length)
            && keys.Open(PlaceOf(stored), block.AsSpan(0, length)) is { } text)
        {
            int end = text.IndexOf('\n', StringComparison.Ordinal);
            return stored with { BallotNumber = text[..end], Answers = text[(end + 1)..] };
        }

        throw new SipasException(
            new Problem(ProblemCodes.SealedRowUnreadable, $"paper_entry {stored.BatchCode}", "SqlStorageOptions.TicketKeyPath"));
    }

    private static string PlaceOf(PaperEntry stored) => $"paper_entry\n{stored.BatchCode}\n{stored.BallotNumber}\n{(int)stored.Pass}";
}
