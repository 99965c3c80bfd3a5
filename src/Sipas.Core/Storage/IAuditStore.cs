using System.Globalization;
using Sipas.Ballots;
using Sipas.Quality;
using Sipas.Signals;
using Sipas.Text;
using Sipas.Units;

namespace Sipas.Storage;

/// <summary>Keeps the log of what was done to the store beside ballots: append-only, also for the owner of the database.</summary>
public interface IAuditStore
{
    /// <summary>Appends a record; the store adds the time of its own clock.</summary>
    /// <param name="action">One of <see cref="AuditActions"/>, or a host's own in the same form: two lower-case words joined by a dot.</param>
    /// <param name="detail">What exactly: codes, counts and ids. Never a citizen's name, phone or answer, for nothing is ever removed from this log.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="StoreUnavailableException">The store is busy, full or out of reach; nothing was written.</exception>
    /// <exception cref="Problems.SipasException">The role may not write (<c>STO0011</c>), or the file cannot be written (<c>STO0001</c>).</exception>
    /// <remarks>Who acted is <see cref="AuditActor.Current"/>.</remarks>
    Task AppendAuditAsync(string action, string detail, CancellationToken cancellationToken);

    /// <summary>Reads the log, oldest first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(CancellationToken cancellationToken);
}

/// <summary>A record of what was done to the store, beside ballots.</summary>
/// <param name="At">When, by the store's clock: UTC, to the millisecond.</param>
/// <param name="Action">For example <c>survey.closed</c>.</param>
/// <param name="Detail">What exactly. Never a citizen's name or an answer.</param>
/// <param name="Actor">Who: the name that an officer signed in with, or the account that ran a command; null where nobody is known.</param>
public sealed record AuditRecord(DateTimeOffset At, string Action, string Detail, string? Actor)
{
    /// <summary>Number in the chain of the audit log, from 1 without gaps; null for a record outside of a chain.</summary>
    public long? Number { get; init; }

    /// <summary>
    /// What the act made, changed or removed: a line for each <see cref="StoredContent"/>, its digest, a space and its subject; <c>-</c> in place of the
    /// digest for what was removed. Null when there is nothing.
    /// </summary>
    public string? Makes { get; init; }

    /// <summary>Link of the chain (<see cref="AuditChain.Next"/>): 64 lower-case hexadecimal digits.</summary>
    public string? Link { get; init; }

    /// <summary>Id of the key that signed; null where none did.</summary>
    public string? KeyId { get; init; }

    /// <summary>Signature over <see cref="AuditChain.SignedBytes"/>, in base64url; null where no key signed.</summary>
    public string? Signature { get; init; }
}

/// <summary>The actions that this library records.</summary>
public static class AuditActions
{
    /// <summary>The schema was made or brought up to date: from which version to which.</summary>
    public const string SchemaApplied = "schema.applied";

    /// <summary>The audit log became a chain of signed records: what was in the store by then was taken over as it was.</summary>
    public const string ChainBegun = "audit.begun";

    /// <summary>A key of receipts was used for the first time without another vouching for it: its id.</summary>
    public const string KeyAdded = "key.added";

    /// <summary>A key of receipts was replaced: ids of the old and the new one.</summary>
    public const string KeyRotated = "key.rotated";

    /// <summary>Units were added or changed: how many, and their codes.</summary>
    public const string UnitsSaved = "units.saved";

    /// <summary>What became of units was kept: how many links, and the codes of the units that ended.</summary>
    public const string SuccessionsSaved = "successions.saved";

    /// <summary>A method pack was kept: id, version and content hash.</summary>
    public const string PackSaved = "pack.saved";

    /// <summary>The notice that every page bears was set or removed: <c>set</c> or <c>removed</c>.</summary>
    public const string NoticeSaved = "notice.saved";

    /// <summary>A survey plan was kept: name and content hash.</summary>
    public const string PlanSaved = "plan.saved";

    /// <summary>The design of a survey's sampled ballots was kept: name and content hash.</summary>
    public const string DesignSaved = "design.saved";

    /// <summary>A file of ballots was imported: how many and for which questionnaire, and how many were there before.</summary>
    public const string BallotsImported = "ballots.imported";

    /// <summary>A survey was closed: its name and root, and the hash of all that the closing says (<see cref="SurveyClosing.Digest"/>).</summary>
    public const string SurveyClosed = "survey.closed";

    /// <summary>The log was exported: number of ballots and the digest of the file.</summary>
    public const string LogExported = "log.exported";

    /// <summary>The log was verified: number of ballots, root and number of faults.</summary>
    public const string LogVerified = "log.verified";

    /// <summary>Something about a person, or an answer in a citizen's own words, was erased: ids and counts only.</summary>
    public const string PersonErased = "person.erased";

    /// <summary>Packages that were kept apart were erased when their time was over: their kind, the day and how many.</summary>
    public const string PackagesErased = "packages.erased";

    /// <summary>Tickets were issued: the day, the unit and how many. One record a day, unit and account.</summary>
    public const string TicketsIssued = "tickets.issued";

    /// <summary>Tickets that had ended were erased: the day and how many.</summary>
    public const string TicketsErased = "tickets.erased";

    /// <summary>A retention policy was carried out: the policy as JSON, and how much was erased.</summary>
    public const string RetentionRun = "retention.run";

    /// <summary>Names, contacts or words of people were read: the address and the number of rows. Nobody as actor: there was no account.</summary>
    public const string PeopleRead = "people.read";

    /// <summary>Requests were refused: the code, method and route, and how many. One record an hour, code and place; for tickets one a day.</summary>
    public const string RequestRefused = "request.refused";

    /// <summary>A frame was brought: survey and rows.</summary>
    public const string FrameKept = "frame.kept";

    /// <summary>A frame was sealed: survey, rows and checksum.</summary>
    public const string FrameSealed = "frame.sealed";

    /// <summary>Lists were drawn: survey, counts and the hash of the official list.</summary>
    public const string SampleDrawn = "sample.drawn";

    /// <summary>Who is asked again was drawn: survey and count.</summary>
    public const string ReinterviewDrawn = "reinterview.drawn";

    /// <summary>The check of a unit was written down: survey and code.</summary>
    public const string ReinterviewRecorded = "reinterview.recorded";

    /// <summary>Lines were added to a field log: survey, number of the last one and how many.</summary>
    public const string FieldRecorded = "field.recorded";

    /// <summary>A ballot took the place of another: the numbers of both, and who reviewed it.</summary>
    public const string BallotCorrected = "ballot.corrected";

    /// <summary>A flagged ballot was reviewed: its number and what was decided.</summary>
    public const string BallotReviewed = "ballot.reviewed";

    /// <summary>The rules of quality were run: ballots and flagged ballots.</summary>
    public const string QualityRun = "quality.run";

    /// <summary>A batch of paper ballots was opened: its code, unit and sheets.</summary>
    public const string BatchOpened = "batch.opened";

    /// <summary>A batch of paper ballots changed hands: its code and sheets.</summary>
    public const string BatchHandedOver = "batch.handed";

    /// <summary>A sheet was withdrawn from a batch of paper ballots before it was accepted: its batch, number, number of keyings, and the reason.</summary>
    public const string SheetWithdrawn = "batch.withdrawn";

    /// <summary>A batch of paper ballots was accepted: its code, unit and sheets.</summary>
    public const string BatchAccepted = "batch.accepted";

    /// <summary>A device was added and given an enrolment code: its code, unit and phase.</summary>
    public const string DeviceAdded = "device.added";

    /// <summary>A device was given another enrolment code: its code.</summary>
    public const string DeviceCodeRenewed = "device.renewed";

    /// <summary>A device was enrolled by its code: its code.</summary>
    public const string DeviceEnrolled = "device.enrolled";

    /// <summary>A device was revoked: its code.</summary>
    public const string DeviceRevoked = "device.revoked";

    /// <summary>A device was put into another phase: its code and the phase.</summary>
    public const string DevicePhaseSet = "device.phase";

    /// <summary>A package that was kept apart was released into the ballots: its number.</summary>
    public const string PackageReleased = "package.released";

    /// <summary>An officer took a contact case: its code.</summary>
    public const string CaseTaken = "case.taken";

    /// <summary>A contact case was handed over: its code and the officer who has it now.</summary>
    public const string CaseHandedOver = "case.handed";

    /// <summary>An officer wrote a note to a contact case: its code, never the note.</summary>
    public const string CaseNoted = "case.noted";

    /// <summary>A contact case was closed: its code and what came of it.</summary>
    public const string CaseClosed = "case.closed";

    /// <summary>One account entered corrections, which wait for another account: id, number of corrections, and hash of the file.</summary>
    public const string CorrectionEntered = "correction.entered";

    /// <summary>Another account confirmed corrections: id, number of corrections, and hash of the file.</summary>
    public const string CorrectionConfirmed = "correction.confirmed";

    /// <summary>Another account rejected corrections: id, number of corrections, and hash of the file.</summary>
    public const string CorrectionRejected = "correction.rejected";

    /// <summary>The end of a detail if a second person is only a name that was typed, without an account.</summary>
    public const string OneWord = Ballots.BallotCorrection.OneWord;

    private const int MostCodes = 100;

    /// <summary>The detail of <see cref="SuccessionsSaved"/>: how many links, then up to 100 codes of the units that ended.</summary>
    /// <param name="successions">The links.</param>
    public static string DetailOf(IReadOnlyList<UnitSuccession> successions)
    {
        ArgumentNullException.ThrowIfNull(successions);
        return Detail(successions.Count, [.. successions.Select(link => link.PredecessorCode).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The detail of <see cref="UnitsSaved"/>: how many, then up to 100 of their codes.</summary>
    /// <param name="units">The units.</param>
    public static string DetailOf(IReadOnlyList<OrganisationUnit> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        return Detail(units.Count, [.. units.Select(unit => unit.Code)]);
    }

    /// <summary>The detail of <see cref="NoticeSaved"/>.</summary>
    /// <param name="notice">The notice; null when it was removed.</param>
    public static string DetailOf(Text.LocalizedText? notice) => notice is null ? "removed" : "set";

    /// <summary>The detail of <see cref="BatchHandedOver"/>; who handed and who took stands with the batch.</summary>
    /// <param name="handover">The handover.</param>
    public static string DetailOf(Paper.PaperHandover handover)
    {
        ArgumentNullException.ThrowIfNull(handover);
        return string.Create(CultureInfo.InvariantCulture, $"{handover.BatchCode} {handover.SheetCount}");
    }

    /// <summary>The detail of <see cref="PackagesErased"/>.</summary>
    /// <param name="kind">Which packages.</param>
    /// <param name="receivedBefore">Those that came before this instant.</param>
    /// <param name="count">How many.</param>
    public static string DetailOf(Collection.SetAsideKind kind, DateTimeOffset receivedBefore, long count) =>
        string.Create(CultureInfo.InvariantCulture, $"{Collection.SetAsideReceipt.WordOf(kind)} {Text.IsoTime.Write(receivedBefore.ToUniversalTime())} {count}");

    /// <summary>The detail of <see cref="SurveyClosed"/>, against which a verification holds the closing.</summary>
    /// <param name="closing">The closing.</param>
    public static string DetailOf(SurveyClosing closing)
    {
        ArgumentNullException.ThrowIfNull(closing);
        return $"{closing.Name} {closing.Root} {closing.Digest()}";
    }

    /// <summary>The detail of <see cref="QualityRun"/>: ballots and flagged ballots.</summary>
    /// <param name="run">The run.</param>
    public static string DetailOf(QualityRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return string.Create(CultureInfo.InvariantCulture, $"{run.BallotCount} {run.FlaggedCount}");
    }

    /// <summary>The detail of <see cref="BallotReviewed"/>, with <see cref="OneWord"/> unless <see cref="AuditActor.IsAccount"/>.</summary>
    /// <param name="review">The review.</param>
    public static string DetailOf(BallotReview review)
    {
        ArgumentNullException.ThrowIfNull(review);
        return string.Create(CultureInfo.InvariantCulture, $"{review.Sequence} {review.Decision}{(AuditActor.IsAccount ? "" : OneWord)}");
    }

    /// <summary>The detail of <see cref="BallotCorrected"/>.</summary>
    /// <param name="sequence">Number of the ballot that counts now.</param>
    /// <param name="replaced">Number of the one whose place it took.</param>
    /// <param name="correction">Who answers for it.</param>
    public static string DetailOf(long sequence, long replaced, BallotCorrection correction)
    {
        ArgumentNullException.ThrowIfNull(correction);
        return string.Create(CultureInfo.InvariantCulture, $"{sequence} for {replaced}, brought by {correction.BroughtBy}, reviewed by {correction.ReviewedBy}");
    }

    /// <summary>The action of a decision on corrections.</summary>
    /// <param name="decision">The decision.</param>
    public static string Of(CorrectionDecision decision) => decision == CorrectionDecision.Confirmed ? CorrectionConfirmed : CorrectionRejected;

    /// <summary>The detail of <see cref="CorrectionEntered"/>, <see cref="CorrectionConfirmed"/> and <see cref="CorrectionRejected"/>.</summary>
    /// <param name="correction">The correction.</param>
    public static string DetailOf(PendingCorrection correction)
    {
        ArgumentNullException.ThrowIfNull(correction);
        return string.Create(CultureInfo.InvariantCulture, $"{correction.Id} {correction.CorrectionCount} {correction.Digest}");
    }

    /// <summary>The detail of <see cref="BatchAccepted"/>.</summary>
    /// <param name="batchCode">The batch.</param>
    /// <param name="unitCode">Its unit.</param>
    /// <param name="sheets">Its sheets.</param>
    /// <param name="byAccounts">Whether every sheet was keyed by accounts both times.</param>
    public static string DetailOf(string batchCode, string unitCode, int sheets, bool byAccounts) => DetailOf(batchCode, unitCode, sheets) + (byAccounts ? "" : OneWord);

    /// <summary>The detail of <see cref="SheetWithdrawn"/>.</summary>
    /// <param name="batchCode">The batch.</param>
    /// <param name="ballotNumber">The sheet's number.</param>
    /// <param name="entries">Number of removed entries.</param>
    /// <param name="reason">The reason.</param>
    public static string DetailOf(string batchCode, string ballotNumber, int entries, string reason) =>
        string.Create(CultureInfo.InvariantCulture, $"{batchCode} {ballotNumber} {entries}: {reason}");

    /// <summary>The detail of <see cref="BatchOpened"/>.</summary>
    /// <param name="batchCode">The batch.</param>
    /// <param name="unitCode">Its unit.</param>
    /// <param name="sheets">Its sheets.</param>
    public static string DetailOf(string batchCode, string unitCode, int sheets) => string.Create(CultureInfo.InvariantCulture, $"{batchCode} {unitCode} {sheets}");

    /// <summary>The action of an entry of a contact case.</summary>
    /// <param name="kind">What the entry says.</param>
    public static string OfCase(CaseEntryKind kind) => kind switch
    {
        CaseEntryKind.Taken => CaseTaken,
        CaseEntryKind.HandedOver => CaseHandedOver,
        CaseEntryKind.Noted => CaseNoted,
        _ => CaseClosed,
    };

    /// <summary>The detail of an entry of a contact case: its code, and the new owner or the outcome. What was written about a citizen is not among it.</summary>
    /// <param name="caseCode">The case.</param>
    /// <param name="change">What was done.</param>
    public static string DetailOf(string caseCode, CaseChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change.Kind switch
        {
            CaseEntryKind.HandedOver => $"{caseCode} {change.Words}",
            CaseEntryKind.Closed => $"{caseCode} {change.Outcome}",
            _ => caseCode,
        };
    }

    private static string Detail(int count, string[] codes) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {string.Join(' ', codes.Take(MostCodes))}{(codes.Length > MostCodes ? " …" : "")}");
}

/// <summary>Who acts, for the audit log. It follows the asynchronous flow that set it, as a trace does, so that no call in between has to hand it on.</summary>
public static class AuditActor
{
    /// <summary>Most characters of a name that are kept.</summary>
    public const int MaximumLength = 128;

    private static readonly AsyncLocal<(string? Name, bool IsAccount)> Flowing = new();

    /// <summary>The name; null where nobody is known.</summary>
    public static string? Current => Flowing.Value.Name;

    /// <summary>Whether <see cref="Current"/> is an account that the host signed in. False for a name that somebody typed, and for the account of the operating system that ran a command.</summary>
    public static bool IsAccount => Flowing.Value.IsAccount;

    /// <summary>Sets who acts until the result is disposed; what acted before acts again then.</summary>
    /// <param name="name">The name; null, or blank, for nobody. Cut to <see cref="MaximumLength"/> characters.</param>
    /// <param name="isAccount">Whether it is an account that the host signed in.</param>
    public static IDisposable Begin(string? name, bool isAccount = false)
    {
        var former = new Former(Flowing.Value);
        string? kept = string.IsNullOrWhiteSpace(name) ? null : Cut(name);
        Flowing.Value = (kept, kept is not null && isAccount);
        return former;
    }

    /// <summary>Whether two names are the same account or person: they may differ in case, Unicode composition and outer spaces.</summary>
    /// <param name="one">A name; null is nobody.</param>
    /// <param name="other">Another name; null is nobody.</param>
    /// <returns>False if one of them is nobody.</returns>
    public static bool AreSame(string? one, string? other) =>
        one is not null && other is not null && string.Equals(Cut(VietnameseText.Compose(one)), Cut(VietnameseText.Compose(other)), StringComparison.OrdinalIgnoreCase);

    private static string Cut(string name) => name.Length > MaximumLength ? VietnameseText.Compose(name[..MaximumLength]) : name;

    private sealed class Former((string? Name, bool IsAccount) former) : IDisposable
    {
        public void Dispose() => Flowing.Value = former;
    }
}
