using System.Globalization;
using System.Security.Cryptography;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Intake;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.Erasure;

/// <summary>
/// Formats the details of the personal-data audit log, identically in every store: codes, counts and hashes, never a
/// name, a dossier number or a contact.
/// </summary>
internal static class PeopleAuditDetail
{
    /// <summary>Formats the detail of a saved plan: survey, revision and content hash.</summary>
    /// <param name="saved">The plan.</param>
    public static string Of(StoredPlan saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        string hash = Convert.ToHexString(SHA256.HashData(SurveyPlanSerializer.Write(saved.Plan))).ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"{saved.Plan.Code} {saved.Revision} {hash}");
    }

    /// <summary>Formats the detail of an imported frame: survey and rows.</summary>
    /// <param name="stored">The frame.</param>
    public static string Of(StoredFrame stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return string.Create(CultureInfo.InvariantCulture, $"{stored.Survey} {stored.RowCount}");
    }

    /// <summary>Formats the detail of a sealed frame: survey, rows and checksum.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="seal">The seal.</param>
    public static string Of(string survey, FrameSeal seal)
    {
        ArgumentNullException.ThrowIfNull(seal);
        return string.Create(CultureInfo.InvariantCulture, $"{survey} {seal.RowCount} {seal.Checksum}");
    }

    /// <summary>Formats the detail of drawn lists: survey, counts and the hash of the official list.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="certificate">The certificate.</param>
    public static string Of(string survey, DrawCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return string.Create(CultureInfo.InvariantCulture,
            $"{survey} {certificate.OfficialCount} {certificate.ReserveCount} {certificate.OfficialHash}");
    }

    /// <summary>Formats the detail of lines of the field log: survey, number of the last line and how many.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="last">Number of the last line.</param>
    /// <param name="count">Number of added lines.</param>
    public static string Of(string survey, long last, int count) => string.Create(CultureInfo.InvariantCulture, $"{survey} {last} {count}");

    /// <summary>Formats the detail of a re-interview draw: survey and count.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="codes">Codes of the sampled cases.</param>
    public static string Of(string survey, IReadOnlyList<string> codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        return string.Create(CultureInfo.InvariantCulture, $"{survey} {codes.Count}");
    }

    /// <summary>Formats the detail of erasing the personal data of a survey: survey and rows.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="rows">Number of rows.</param>
    public static string Of(string survey, long rows) => string.Create(CultureInfo.InvariantCulture, $"{survey} {rows}");

    /// <summary>Formats the detail of erasing a person: survey, rows and how many of them were on a sample list.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="result">Result of the erasure.</param>
    public static string Of(string survey, PersonErasureResult result) =>
        string.Create(CultureInfo.InvariantCulture, $"{survey} {result.RowCount} {result.ListedCount}");

    /// <summary>Formats the detail of erasing tickets: the instant and how many.</summary>
    /// <param name="endedBefore">The instant.</param>
    /// <param name="count">Number of tickets.</param>
    public static string Of(DateTimeOffset endedBefore, long count) =>
        string.Create(CultureInfo.InvariantCulture, $"{Iso8601.Write(endedBefore.ToUniversalTime())} {count}");

    /// <summary>Formats the detail of erasing name, contact and text of contact cases: the day and how many.</summary>
    /// <param name="closedBefore">The day.</param>
    /// <param name="count">Number of cases.</param>
    public static string Of(DateOnly closedBefore, long count) =>
        string.Create(CultureInfo.InvariantCulture, $"cases closed before {closedBefore:yyyy-MM-dd}: {count}");

    /// <summary>
    /// Creates the record of the tickets that an account issued for a unit on a day. Its time is the beginning of the
    /// day: the time of a ticket is never stored, because it would reveal who was at the counter.
    /// </summary>
    /// <param name="day">The day in Vietnam.</param>
    /// <param name="unit">Code of the unit.</param>
    /// <param name="actor">The issuing account; empty if unknown.</param>
    /// <param name="count">Number of tickets, 1 or more. A ticket that was requested again counts once.</param>
    public static AuditRecord Of(DateOnly day, string unit, string actor, long count) => new(
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), VietnameseTime.Offset).ToUniversalTime(), AuditActions.TicketsIssued,
        string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {unit} {count}"), string.IsNullOrEmpty(actor) ? null : actor);

    /// <summary>Creates the record of a count of rejected requests. Its time is the beginning of the period.</summary>
    /// <param name="refusal">The count.</param>
    public static AuditRecord Of(RefusalCount refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return new(refusal.Since.ToUniversalTime(), AuditActions.RequestRefused,
            string.Create(CultureInfo.InvariantCulture, $"{refusal.Code} {refusal.Place} {refusal.Count}"), null);
    }

    /// <summary>
    /// Merges the personal-data audit log, oldest first: counts of a period before the other records of that period,
    /// and the other records in their own order.
    /// </summary>
    /// <param name="records">The records, in their order.</param>
    /// <param name="tickets">
    /// The records created by <see cref="Of(DateOnly, string, string, long)"/> and <see cref="Of(RefusalCount)"/>, in
    /// any order.
    /// </param>
    public static IReadOnlyList<AuditRecord> InOrder(IEnumerable<AuditRecord> records, IEnumerable<AuditRecord> tickets)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(tickets);
        var waiting = new Queue<AuditRecord>(tickets.OrderBy(record => record.At).ThenBy(record => record.Detail, StringComparer.Ordinal)
            .ThenBy(record => record.Actor, StringComparer.Ordinal));
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

    /// <summary>
    /// Rejects removing a person from a frame that is sealed but not drawn from: the draw would then use other rows
    /// than the sealed ones.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="isDrawn">Whether the sample lists are drawn.</param>
    /// <param name="meant">Number of matching rows.</param>
    /// <exception cref="SipasException">The frame is sealed, not drawn from, and a row matches (<c>PPL0016</c>).</exception>
    public static void RefuseSealed(StoredFrame frame, bool isDrawn, int meant)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Seal is not null && !isDrawn && meant > 0)
        {
            throw new SipasException(new Problem(ProblemCodes.PersonInSealedFrame, frame.Survey));
        }
    }
}
