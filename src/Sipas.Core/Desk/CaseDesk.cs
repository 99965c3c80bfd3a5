using System.Globalization;
using Sipas.Collection;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Signals;
using Sipas.Storage;
using Sipas.Text;

namespace Sipas.Desk;

/// <summary>What became of a request to be contacted.</summary>
public enum ContactStatus
{
    /// <summary>It is kept, now or since it came before.</summary>
    Kept,

    /// <summary>It is not valid; nothing was kept.</summary>
    Invalid,

    /// <summary>Another request was kept under its id.</summary>
    Conflict,

    /// <summary>Its sender is too fast, or as many cases are open as may be.</summary>
    Limited,

    /// <summary>The host does not offer it.</summary>
    NotOffered,
}

/// <summary>The answer to a request to be contacted.</summary>
public sealed record ContactResult
{
    /// <summary>What became of it.</summary>
    public required ContactStatus Status { get; init; }

    /// <summary>Whether this call kept it; false for one that came again.</summary>
    public bool IsNew { get; init; }

    /// <summary>The case; null unless it is kept.</summary>
    public ContactCase? Case { get; init; }

    /// <summary>Seconds after which a sender that is held may come again; 0 otherwise.</summary>
    public int RetryAfter { get; init; }

    /// <summary>What is wrong; empty when it is kept.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }
}

/// <summary>Takes citizens' requests to be contacted, and what officers do about them. Every change by an officer has a record of audit.</summary>
/// <remarks>The coming of a request has none: the log of audit holds times to the millisecond and lies beside the ballots.</remarks>
/// <param name="people">Where cases are kept, apart from the answers; null where a host has no storage of people.</param>
/// <param name="storage">Keeps the log of audit.</param>
/// <param name="state">Knows the units.</param>
/// <param name="settings">What the host says.</param>
/// <param name="clock">Server time.</param>
public sealed class CaseDesk(IPeopleStorage? people, ISipasStorage storage, SurveyState state, ContactSettings settings, TimeProvider clock)
{
    /// <summary>Characters of a note at most.</summary>
    public const int MaximumWords = 1_000;

    private readonly ContactLimits _limits = new(settings, clock);

    /// <summary>The day in Vietnam.</summary>
    public DateOnly Today => VietnameseTime.DayOf(clock.GetUtcNow());

    private IPeopleStorage People => people ?? throw new SipasException(new Problem(ProblemCodes.PeopleStorageMissing, nameof(CaseDesk), null, "builder.Services.AddSipas(…).UsePeopleStorage(…)"));

    /// <summary>Takes a request, once however often it comes.</summary>
    /// <param name="request">What the citizen left.</param>
    /// <param name="consentVersion">Which text of consent was agreed to: <see cref="ContactSettings.ConsentVersion"/>; null for none.</param>
    /// <param name="device">The device that sends it, whose credential was checked; null for none. It is not kept.</param>
    /// <param name="ticket">The ticket that its sender shows, whose signature was checked; null for none. It is not kept.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>What became of it: <c>CAS0001</c> to <c>CAS0004</c>, <c>CAS0010</c>, <c>BAL0104</c>, <c>DEV0004</c> or <c>LIM0001</c> when it was not kept.</returns>
    /// <exception cref="StoreUnavailableException">The storage of people cannot write now; nothing was kept.</exception>
    public async Task<ContactResult> TakeAsync(ContactRequest request, string? consentVersion, Device? device, Ticket? ticket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!settings.Offer)
        {
            return new ContactResult { Status = ContactStatus.NotOffered, Problems = [new Problem(ProblemCodes.ContactNotOffered)] };
        }

        if (_limits.Take(device?.Code, ticket) is > 0 and int seconds)
        {
            return Limited(seconds);
        }

        var problems = new List<Problem>();
        ContactRequest clean = request.Clean(problems);
        if (consentVersion != settings.ConsentVersion())
        {
            problems.Add(new Problem(ProblemCodes.ConsentMissing, "consent", allowed: settings.ConsentVersion()));
        }

        // The visit may be long past: a unit that has ended since does not prevent the request.
        if (await state.FindUnitAsync(clean.UnitCode, cancellationToken).ConfigureAwait(false) is null)
        {
            problems.Add(new Problem(ProblemCodes.UnitUnknown, "unit", clean.UnitCode));
        }
        else if (device is not null && device.UnitCode != clean.UnitCode)
        {
            problems.Add(new Problem(ProblemCodes.DeviceOfOtherUnit, "unit", clean.UnitCode, device.UnitCode));
        }

        if (device?.PhaseAt(clock.GetUtcNow()) == DevicePhase.Trial)
        {
            problems.Add(new Problem(ProblemCodes.ContactOnTrial, "device", device.Code));
        }

        return problems.Count > 0
            ? new ContactResult { Status = ContactStatus.Invalid, Problems = problems }
            : await OpenAsync(clean, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All cases: those that are open by their due day, then those that are closed, the latest first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<ContactCase>> ReadAsync(CancellationToken cancellationToken) => People.ReadCasesAsync(cancellationToken);

    /// <summary>A case with its entries; null when there is none of this code.</summary>
    /// <param name="code">Its code; small letters do not matter.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<(ContactCase Case, IReadOnlyList<CaseEntry> Entries)?> FindAsync(string code, CancellationToken cancellationToken) => People.FindCaseAsync(Normalise(code), cancellationToken);

    /// <summary>Writes to a case: takes it, hands it over, notes something, or closes it.</summary>
    /// <param name="code">The case.</param>
    /// <param name="afterEntries">How many entries its page showed.</param>
    /// <param name="change">What is done. Taking needs no words: the actor is the owner.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Why it was not written: <c>CAS0005</c> to <c>CAS0009</c>; empty when it was.</returns>
    public async Task<IReadOnlyList<Problem>> ChangeAsync(string code, long afterEntries, CaseChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        string known = Normalise(code);
        CaseChange clean = change with
        {
            Actor = change.Actor.Trim(),
            Words = change.Kind == CaseEntryKind.Taken ? change.Actor.Trim() : FreeText.Clean(change.Words, keepLines: change.Kind != CaseEntryKind.HandedOver),
        };
        if (Refusal(clean) is { } refusal)
        {
            return [refusal];
        }

        try
        {
            if (await People.ChangeCaseAsync(known, afterEntries, clean, Today, cancellationToken).ConfigureAwait(false) is null)
            {
                return [new Problem(ProblemCodes.CaseMoved, known)];
            }
        }
        catch (SipasException error) when (error.Problems[0].Code is ProblemCodes.CaseUnknown or ProblemCodes.CaseClosed)
        {
            return error.Problems;
        }

        // The entry itself is durable with its actor and time; from here on nothing is lost, only told twice.
        using (AuditActor.Begin(clean.Actor))
        {
            await storage.AppendAuditAsync(AuditActions.OfCase(clean.Kind), AuditActions.DetailOf(known, clean), CancellationToken.None).ConfigureAwait(false);
        }

        return [];
    }

    /// <summary>Erases name, contact and words of the cases that were closed long enough ago.</summary>
    /// <param name="days">Days after closing for which they were kept: 0 to <see cref="ContactSettings.MaximumRetentionDays"/>; <see cref="ContactSettings.RetentionDays"/> when null.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Cases erased now: a count.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The days are outside their range.</exception>
    public async Task<long> EraseAsync(int? days, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days ?? 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days ?? 0, ContactSettings.MaximumRetentionDays);
        var erasure = new CaseErasure(Today, days ?? settings.RetentionDays);
        long erased = await erasure.RunAsync(People, dryRun: false, cancellationToken).ConfigureAwait(false);
        if (erased > 0)
        {
            await storage.AppendAuditAsync(AuditActions.PersonErased, PeopleAuditDetail.Of(erasure.Day, erased), CancellationToken.None).ConfigureAwait(false);
        }

        return erased;
    }

    private async Task<ContactResult> OpenAsync(ContactRequest request, CancellationToken cancellationToken)
    {
        LocalizedText consent = settings.ConsentShown();
        DateOnly today = Today;
        (CaseOpening opening, ContactCase? kept) = await People.OpenCaseAsync(
            request, request.Language == "en" ? consent.En : consent.Vi, today, WorkingDays.After(today, settings.DueWorkingDays, settings.Holidays), settings.MaximumOpen, cancellationToken).ConfigureAwait(false);
        return opening switch
        {
            CaseOpening.Conflict => new ContactResult { Status = ContactStatus.Conflict, Problems = [new Problem(ProblemCodes.ContactConflict, "id", request.Id.ToString("D"))] },
            CaseOpening.Full => Limited(IntakeResult.FullRetryAfterSeconds),
            _ => new ContactResult { Status = ContactStatus.Kept, IsNew = opening == CaseOpening.Opened, Case = kept, Problems = [] },
        };
    }

    private static Problem? Refusal(CaseChange change) =>
        change.Actor.Length is 0 or > AuditActor.MaximumLength || (change.Kind == CaseEntryKind.HandedOver && change.Words.Length is 0 or > AuditActor.MaximumLength)
            ? new Problem(ProblemCodes.CaseOwner, "owner", allowed: AuditActor.MaximumLength.ToString(CultureInfo.InvariantCulture))
        : change.Words.Length > MaximumWords || (change.Kind == CaseEntryKind.Noted && change.Words.Length == 0)
            ? new Problem(ProblemCodes.CaseWords, "note", allowed: MaximumWords.ToString(CultureInfo.InvariantCulture))
        : null;

    private static ContactResult Limited(int seconds) => new()
    {
        Status = ContactStatus.Limited,
        RetryAfter = seconds,
        Problems = [new Problem(ProblemCodes.TooManyRequests, allowed: seconds.ToString(CultureInfo.InvariantCulture))],
    };

    private static string Normalise(string code) => (code ?? "").Trim().ToUpperInvariant();
}
