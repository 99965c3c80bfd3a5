using System.Globalization;
using System.Security.Cryptography;
using Sipas.Designs;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.Storage;

/// <summary>What the audit log of people says, the same in every store: codes, counts and hashes, never a name, a number of a dossier or a contact.</summary>
public static class PeopleAuditDetail
{
    /// <summary>A plan that was saved: survey, revision and content hash.</summary>
    /// <param name="saved">The plan.</param>
    public static string Of(StoredPlan saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        return string.Create(CultureInfo.InvariantCulture, $"{saved.Plan.Code} {saved.Revision} {Convert.ToHexString(SHA256.HashData(SurveyPlanSerializer.Write(saved.Plan))).ToLowerInvariant()}");
    }

    /// <summary>A frame that was brought: survey and rows.</summary>
    /// <param name="kept">The frame.</param>
    public static string Of(StoredFrame kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return string.Create(CultureInfo.InvariantCulture, $"{kept.Survey} {kept.RowCount}");
    }

    /// <summary>A frame that was sealed: survey, rows and checksum.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="seal">The seal.</param>
    public static string Of(string survey, FrameSeal seal)
    {
        ArgumentNullException.ThrowIfNull(seal);
        return string.Create(CultureInfo.InvariantCulture, $"{survey} {seal.RowCount} {seal.Checksum}");
    }

    /// <summary>Lists that were drawn: survey, counts and the hash of the official list.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="certificate">The certificate.</param>
    public static string Of(string survey, DrawCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return string.Create(CultureInfo.InvariantCulture, $"{survey} {certificate.OfficialCount} {certificate.ReserveCount} {certificate.OfficialHash}");
    }

    /// <summary>Lines of the field log: survey, number of the last one and how many.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="last">Number of the last line.</param>
    /// <param name="count">How many were added.</param>
    public static string Of(string survey, long last, int count) => string.Create(CultureInfo.InvariantCulture, $"{survey} {last} {count}");

    /// <summary>Who is asked again: survey and count.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="codes">The units.</param>
    public static string Of(string survey, IReadOnlyList<string> codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        return string.Create(CultureInfo.InvariantCulture, $"{survey} {codes.Count}");
    }

    /// <summary>The people of a survey that were erased: survey and rows.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="rows">Rows.</param>
    public static string Of(string survey, long rows) => string.Create(CultureInfo.InvariantCulture, $"{survey} {rows}");

    /// <summary>A person who was erased: survey, rows and how many of them were listed.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="result">What was erased.</param>
    public static string Of(string survey, PersonErasureResult result) => string.Create(CultureInfo.InvariantCulture, $"{survey} {result.RowCount} {result.ListedCount}");

    /// <summary>Tickets that were erased: the instant and how many.</summary>
    /// <param name="endedBefore">The instant.</param>
    /// <param name="count">How many.</param>
    public static string Of(DateTimeOffset endedBefore, long count) => string.Create(CultureInfo.InvariantCulture, $"{Text.IsoTime.Write(endedBefore.ToUniversalTime())} {count}");

    /// <summary>Contact cases whose name, contact and words were erased: the day and how many.</summary>
    /// <param name="closedBefore">The day.</param>
    /// <param name="count">How many.</param>
    public static string Of(DateOnly closedBefore, long count) => string.Create(CultureInfo.InvariantCulture, $"cases closed before {closedBefore:yyyy-MM-dd}: {count}");

    /// <summary>The record of the tickets that an account issued for a unit on a day. It stands at the beginning of the day: the time of a ticket is nowhere kept, for it would tell who stood at the counter.</summary>
    /// <param name="day">The day in Vietnam.</param>
    /// <param name="unit">Code of the unit.</param>
    /// <param name="actor">Who issued them; empty where nobody is known.</param>
    /// <param name="count">How many, 1 or more. A ticket that was asked for again counts once.</param>
    public static AuditRecord Of(DateOnly day, string unit, string actor, long count) => new(
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Text.VietnameseTime.Offset).ToUniversalTime(), AuditActions.TicketsIssued,
        string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {unit} {count}"), string.IsNullOrEmpty(actor) ? null : actor);

    /// <summary>The record of a count of refusals. It stands at the beginning of its period.</summary>
    /// <param name="refusal">The count.</param>
    public static AuditRecord Of(RefusalCount refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return new(refusal.Since.ToUniversalTime(), AuditActions.RequestRefused, string.Create(CultureInfo.InvariantCulture, $"{refusal.Code} {refusal.Place} {refusal.Count}"), null);
    }

    /// <summary>The audit log of people, oldest first: counts of a period before what else was done in it, and all else in its own order.</summary>
    /// <param name="records">What was recorded, in its order.</param>
    /// <param name="tickets">What <see cref="Of(DateOnly, string, string, long)"/> and <see cref="Of(RefusalCount)"/> made, in any order.</param>
    public static IReadOnlyList<AuditRecord> InOrder(IEnumerable<AuditRecord> records, IEnumerable<AuditRecord> tickets)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(tickets);
        var waiting = new Queue<AuditRecord>(tickets.OrderBy(record => record.At).ThenBy(record => record.Detail, StringComparer.Ordinal).ThenBy(record => record.Actor, StringComparer.Ordinal));
        var all = new List<AuditRecord>();
        foreach (AuditRecord record in records)
        {
            while (waiting.TryPeek(out AuditRecord? first) && first.At <= record.At)
            {
                all.Add(waiting.Dequeue());
            }

            all.Add(record);
        }

        all.AddRange(waiting);
        return all;
    }

    /// <summary>Refuses to take somebody out of a frame that is sealed and not drawn from: what would be drawn then is not what was sealed.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="isDrawn">Whether its lists are drawn.</param>
    /// <param name="meant">Rows that are meant.</param>
    /// <exception cref="SipasException">It is sealed, not drawn from, and somebody is meant (<c>PPL0016</c>).</exception>
    public static void RefuseSealed(StoredFrame frame, bool isDrawn, int meant)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Seal is not null && !isDrawn && meant > 0)
        {
            throw new SipasException(new Problem(ProblemCodes.PersonInSealedFrame, frame.Survey));
        }
    }
}
