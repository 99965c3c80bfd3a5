using System.Globalization;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Units;

namespace Sipas.Audit;

/// <summary>The actions that this library records.</summary>
internal static class AuditActions
{
    /// <summary>The schema was created or upgraded: from which version to which.</summary>
    public const string SchemaApplied = "schema.applied";

    /// <summary>A receipt key was used for the first time without another key vouching for it: its id.</summary>
    public const string KeyAdded = "key.added";

    /// <summary>A receipt key was replaced: ids of the old and the new key.</summary>
    public const string KeyRotated = "key.rotated";

    /// <summary>Organisation units were added or changed: how many, and their codes.</summary>
    public const string UnitsSaved = "units.saved";

    /// <summary>Successions of organisation units were saved: how many links, and the codes of the units that ended.</summary>
    public const string SuccessionsSaved = "successions.saved";

    /// <summary>A method pack was saved: id, version and content hash.</summary>
    public const string PackSaved = "pack.saved";

    /// <summary>The notice shown on every page was set or removed: <c>set</c> or <c>removed</c>.</summary>
    public const string NoticeSaved = "notice.saved";

    /// <summary>A survey plan was saved: name and content hash.</summary>
    public const string PlanSaved = "plan.saved";

    /// <summary>The sampling design of a survey was saved: name and content hash.</summary>
    public const string DesignSaved = "design.saved";

    /// <summary>A file of ballots was imported: number of ballots, questionnaire, and number of ballots that were already stored.</summary>
    public const string BallotsImported = "ballots.imported";

    /// <summary>A survey was closed: its name and root, and the hash over the whole closing.</summary>
    public const string SurveyClosed = "survey.closed";

    /// <summary>The log was exported: number of ballots and the digest of the file.</summary>
    public const string LogExported = "log.exported";

    /// <summary>The log was verified: number of ballots, root and number of errors.</summary>
    public const string LogVerified = "log.verified";

    /// <summary>Personal data, or a free-text answer of a citizen, was erased: ids and counts only.</summary>
    public const string PersonErased = "person.erased";

    /// <summary>Held submissions were erased at the end of their retention period: their kind, the day and how many.</summary>
    public const string PackagesErased = "packages.erased";

    /// <summary>Tickets were issued: the day, the unit and how many. One record per day, unit and account.</summary>
    public const string TicketsIssued = "tickets.issued";

    /// <summary>Expired tickets were erased: the day and how many.</summary>
    public const string TicketsErased = "tickets.erased";

    /// <summary>A retention policy was applied: the policy as JSON, and how much was erased.</summary>
    public const string RetentionRun = "retention.run";

    /// <summary>
    /// Names, contacts or free text of people were read: the address and the number of rows. A missing actor means that
    /// there was no account.
    /// </summary>
    public const string PeopleRead = "people.read";

    /// <summary>
    /// Requests were rejected: the code, method and route, and how many. One record per hour, code and place; for
    /// tickets one per day.
    /// </summary>
    public const string RequestRefused = "request.refused";

    /// <summary>A sampling frame was imported: survey and rows.</summary>
    public const string FrameStored = "frame.kept";

    /// <summary>A sampling frame was sealed: survey, rows and checksum.</summary>
    public const string FrameSealed = "frame.sealed";

    /// <summary>Sample lists were drawn: survey, counts and the hash of the official list.</summary>
    public const string SampleDrawn = "sample.drawn";

    /// <summary>The sampled cases for re-interview were drawn: survey and count.</summary>
    public const string ReinterviewDrawn = "reinterview.drawn";

    /// <summary>The re-interview of a sampled case was recorded: survey and code.</summary>
    public const string ReinterviewRecorded = "reinterview.recorded";

    /// <summary>Lines were added to a field log: survey, number of the last one and how many.</summary>
    public const string FieldRecorded = "field.recorded";

    /// <summary>A ballot replaced another: the numbers of both, and the reviewer.</summary>
    public const string BallotCorrected = "ballot.corrected";

    /// <summary>A flagged ballot was reviewed: its number and the decision.</summary>
    public const string BallotReviewed = "ballot.reviewed";

    /// <summary>The quality rules were run: ballots and flagged ballots.</summary>
    public const string QualityRun = "quality.run";

    /// <summary>A batch of paper ballots was opened: its code, unit and sheets.</summary>
    public const string BatchOpened = "batch.opened";

    /// <summary>A batch of paper ballots was handed over: its code and sheets.</summary>
    public const string BatchHandedOver = "batch.handed";

    /// <summary>
    /// A sheet was withdrawn from a batch of paper ballots before the batch was accepted: batch, number, number of
    /// keyed entries, and the reason.
    /// </summary>
    public const string SheetWithdrawn = "batch.withdrawn";

    /// <summary>A batch of paper ballots was accepted: its code, unit and sheets.</summary>
    public const string BatchAccepted = "batch.accepted";

    /// <summary>A device was added with an enrolment code: its code, unit and phase.</summary>
    public const string DeviceAdded = "device.added";

    /// <summary>A device got another enrolment code: its code.</summary>
    public const string DeviceCodeRenewed = "device.renewed";

    /// <summary>A device was enrolled with its code: its code.</summary>
    public const string DeviceEnrolled = "device.enrolled";

    /// <summary>A device was revoked: its code.</summary>
    public const string DeviceRevoked = "device.revoked";

    /// <summary>The phase of a device was changed: its code and the phase.</summary>
    public const string DevicePhaseSet = "device.phase";

    /// <summary>A held submission was released into the ballots: its number.</summary>
    public const string PackageReleased = "package.released";

    /// <summary>An officer took a contact case: its code.</summary>
    public const string CaseTaken = "case.taken";

    /// <summary>A contact case was handed over: its code and the new owner.</summary>
    public const string CaseHandedOver = "case.handed";

    /// <summary>An officer added a note to a contact case: its code, never the note.</summary>
    public const string CaseNoted = "case.noted";

    /// <summary>A contact case was closed: its code and the outcome.</summary>
    public const string CaseClosed = "case.closed";

    /// <summary>An account entered corrections, which wait for another account: id, number of corrections, and hash of the file.</summary>
    public const string CorrectionEntered = "correction.entered";

    /// <summary>Another account confirmed corrections: id, number of corrections, and hash of the file.</summary>
    public const string CorrectionConfirmed = "correction.confirmed";

    /// <summary>Another account rejected corrections: id, number of corrections, and hash of the file.</summary>
    public const string CorrectionRejected = "correction.rejected";

    /// <summary>Suffix of a detail whose second person is only a typed name, without an account.</summary>
    public const string OneWord = BallotCorrection.OneWord;

    private const int MaxCodes = 100;

    /// <summary>
    /// Formats the detail of <see cref="SuccessionsSaved"/>: number of links, then up to 100 codes of the units that
    /// ended.
    /// </summary>
    /// <param name="successions">The links.</param>
    public static string DetailOf(IReadOnlyList<UnitSuccession> successions)
    {
        ArgumentNullException.ThrowIfNull(successions);
        return Detail(successions.Count, [.. successions.Select(link => link.PredecessorCode).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Formats the detail of <see cref="UnitsSaved"/>: number of units, then up to 100 of their codes.</summary>
    /// <param name="units">The units.</param>
    public static string DetailOf(IReadOnlyList<OrganisationUnit> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        return Detail(units.Count, [.. units.Select(unit => unit.Code)]);
    }

    /// <summary>Formats the detail of <see cref="NoticeSaved"/>.</summary>
    /// <param name="notice">The notice; null when it was removed.</param>
    public static string DetailOf(LocalizedText? notice) => notice is null ? "removed" : "set";

    /// <summary>Formats the detail of <see cref="BallotCorrected"/>.</summary>
    /// <param name="sequence">Number of the ballot that counts now.</param>
    /// <param name="replaced">Number of the replaced ballot.</param>
    /// <param name="correction">The reason and the responsible persons.</param>
    public static string DetailOf(long sequence, long replaced, BallotCorrection correction)
    {
        ArgumentNullException.ThrowIfNull(correction);
        return string.Create(CultureInfo.InvariantCulture,
            $"{sequence} for {replaced}, brought by {correction.BroughtBy}, reviewed by {correction.ReviewedBy}");
    }

    /// <summary>Formats the detail of <see cref="BatchAccepted"/>.</summary>
    /// <param name="batchCode">Code of the batch.</param>
    /// <param name="unitCode">Code of its unit.</param>
    /// <param name="sheets">Number of its sheets.</param>
    /// <param name="byAccounts">Whether both keying passes of every sheet were done by accounts.</param>
    public static string DetailOf(string batchCode, string unitCode, int sheets, bool byAccounts) =>
        DetailOf(batchCode, unitCode, sheets) + (byAccounts ? "" : OneWord);

    /// <summary>Formats the detail of <see cref="SheetWithdrawn"/>.</summary>
    /// <param name="batchCode">Code of the batch.</param>
    /// <param name="ballotNumber">The sheet's number.</param>
    /// <param name="entries">Number of removed entries.</param>
    /// <param name="reason">The reason.</param>
    public static string DetailOf(string batchCode, string ballotNumber, int entries, string reason) =>
        string.Create(CultureInfo.InvariantCulture, $"{batchCode} {ballotNumber} {entries}: {reason}");

    /// <summary>Formats the detail of <see cref="BatchOpened"/>.</summary>
    /// <param name="batchCode">Code of the batch.</param>
    /// <param name="unitCode">Code of its unit.</param>
    /// <param name="sheets">Number of its sheets.</param>
    public static string DetailOf(string batchCode, string unitCode, int sheets) =>
        string.Create(CultureInfo.InvariantCulture, $"{batchCode} {unitCode} {sheets}");

    private static string Detail(int count, string[] codes) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{count} {string.Join(' ', codes.Take(MaxCodes))}{(codes.Length > MaxCodes ? " …" : "")}");
}
