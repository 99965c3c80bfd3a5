using System.Globalization;
using Sipas.Common;

namespace Sipas.Ballots;

/// <summary>Computes the canonical bytes of the server metadata of a ballot (version 1; version 2 for a correction) and
/// their hash. The link in the unit's chain covers this hash together with the content hash.</summary>
/// <remarks>
/// UTF-8 lines, each terminated by a line feed, in this order: <c>sipas-note/1</c>, then <c>channel</c>, <c>sentBy</c>,
/// <c>clockSkew</c> in whole milliseconds, <c>received</c> in UTC, <c>counted</c>, each as <c>name=value</c>, with an empty
/// value when there is none. The metadata of a correction starts with <c>sipas-note/2</c> and ends with <c>reason</c>,
/// <c>broughtBy</c>, <c>reviewedBy</c>. Of this data, receipts contain only the time received and the counting day. The
/// format is described in docs/canonical-ballot.md.
/// </remarks>
internal static class CanonicalNote
{
    /// <summary>Returns the canonical bytes.</summary>
    /// <param name="ballot">The stored ballot. An unknown channel is written as its number.</param>
    public static byte[] Bytes(StoredBallot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        var text = new Utf8Lines(stackalloc byte[Utf8Lines.Usual]);
        Write(ref text, ballot.Channel, ballot.SentBy, ballot.ClockSkew, ballot.ReceivedAt, ballot.CountedOn, ballot.Correction);
        return text.Written.ToArray();
    }

    /// <summary>Returns the SHA-256 of the canonical bytes, recomputed from the stored data: 32 bytes.</summary>
    /// <param name="ballot">The ballot.</param>
    public static byte[] Hash(StoredBallot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        return Hash(ballot.Channel, ballot.SentBy, ballot.ClockSkew, ballot.ReceivedAt, ballot.CountedOn, ballot.Correction);
    }

    internal static byte[] Hash(CollectionChannel? channel, string? sentBy, TimeSpan? clockSkew, DateTimeOffset receivedAt,
        DateOnly countedOn, BallotCorrection? correction)
    {
        var text = new Utf8Lines(stackalloc byte[Utf8Lines.Usual]);
        Write(ref text, channel, sentBy, clockSkew, receivedAt, countedOn, correction);
        return text.Hash();
    }

    // All values are codes or single-line texts (CorrectionRules.RequireWhole), so no value can imitate another line.
    private static void Write(
        ref Utf8Lines text, CollectionChannel? channel, string? sentBy, TimeSpan? clockSkew, DateTimeOffset receivedAt, DateOnly countedOn,
        BallotCorrection? correction)
    {
        text.Add(correction is null ? "sipas-note/1\n"u8 : "sipas-note/2\n"u8);
        text.Add("channel="u8, channel switch
        {
            null => null,
            CollectionChannel.Open => "open",
            CollectionChannel.Device => "device",
            CollectionChannel.Ticket => "ticket",
            CollectionChannel.Officer => "officer",
            CollectionChannel.Counter => "counter",
            { } other => ((int)other).ToString(CultureInfo.InvariantCulture),
        });
        text.Add("sentBy="u8, sentBy);
        text.Add("clockSkew="u8, clockSkew is { } skew
            ? (skew.Ticks / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture)
            : null);
        text.Add("received="u8, receivedAt.ToUniversalTime());
        text.Add("counted="u8, countedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (correction is not null)
        {
            text.Add("reason="u8, correction.Reason);
            text.Add("broughtBy="u8, correction.BroughtBy);
            text.Add("reviewedBy="u8, correction.ReviewedBy);
        }
    }
}
