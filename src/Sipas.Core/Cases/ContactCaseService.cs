using System.Globalization;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Devices;
using Sipas.Erasure;
using Sipas.Surveys;
using Sipas.Tickets;

namespace Sipas.Cases;

/// <summary>
/// Service for citizens' contact requests and the actions of officers on them. Every change by an officer has an audit
/// record.
/// </summary>
/// <remarks>
/// Receiving a request has no audit record: the audit log contains times to the millisecond and is stored with the
/// ballots.
/// </remarks>
/// <param name="cases">Store of the cases, separate from the answers; null where a host has no personal-data store.</param>
/// <param name="audit">Store of the audit log.</param>
/// <param name="state">Provides the organisation units.</param>
/// <param name="settings">Settings of the host.</param>
/// <param name="clock">Server time.</param>
internal sealed class ContactCaseService(ICaseStore? cases, IAuditStore audit, SurveyState state, ContactSettings settings,
    TimeProvider clock)
{
    /// <summary>Maximum number of characters of a note.</summary>
    public const int MaximumWords = 1_000;

    private readonly ContactLimits _limits = new(settings, clock);

    /// <summary>Today's date in Vietnam.</summary>
    public DateOnly Today => VietnameseTime.DayOf(clock.GetUtcNow());

    private ICaseStore Cases =>
        cases ?? throw new SipasException(new Problem(ProblemCodes.PersonalDataStorageMissing, nameof(ContactCaseService), null,
            "builder.Services.AddSipas(…).UsePersonalDataStorage(…)"));

    /// <summary>Accepts a request; a repeated request is stored once.</summary>
    /// <param name="request">The request.</param>
    /// <param name="consentVersion">
    /// Version of the consent text that was agreed to: <see cref="ContactSettings.ConsentVersion"/>; null for none.
    /// </param>
    /// <param name="device">The sending device, whose credential was checked; null for none. It is not stored.</param>
    /// <param name="ticket">The ticket of the sender, whose signature was checked; null for none. It is not stored.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>
    /// The result: <c>CAS0001</c> to <c>CAS0004</c>, <c>CAS0010</c>, <c>BAL0104</c>, <c>DEV0004</c> or <c>LIM0001</c>
    /// when it was not stored.
    /// </returns>
    /// <exception cref="StoreUnavailableException">The personal-data store cannot write now; nothing was stored.</exception>
    public async Task<ContactResult> TakeAsync(ContactRequest request, string? consentVersion, Device? device, Ticket? ticket,
        CancellationToken cancellationToken)
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

        // The visit may be long ago: the request is accepted even if the unit has ended since.
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

    /// <summary>Reads all cases: open cases by due day, then closed cases, latest first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<ContactCase>> ReadAsync(CancellationToken cancellationToken) => Cases.ReadCasesAsync(cancellationToken);

    /// <summary>Finds a case with its entries; null when there is none with this code.</summary>
    /// <param name="code">Code of the case, in upper or lower case.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<(ContactCase Case, IReadOnlyList<CaseEntry> Entries)?> FindAsync(string code, CancellationToken cancellationToken) =>
        Cases.FindCaseAsync(Normalise(code), cancellationToken);

    /// <summary>Adds an entry to a case: takes it, hands it over, adds a note, or closes it.</summary>
    /// <param name="code">Code of the case.</param>
    /// <param name="afterEntries">Number of entries that its page showed.</param>
    /// <param name="change">The change. Taking a case needs no text: the actor becomes the owner.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Reasons why it was not written: <c>CAS0005</c> to <c>CAS0009</c>; empty when it was.</returns>
    public async Task<IReadOnlyList<Problem>> ChangeAsync(
        string code, long afterEntries, CaseChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        string known = Normalise(code);
        CaseChange clean = change with
        {
            Actor = change.Actor.Trim(),
            Words = change.Kind == CaseEntryKind.Taken
            ? change.Actor.Trim()
            : TextSanitizer.Clean(change.Words, keepLines: change.Kind != CaseEntryKind.HandedOver),
        };
        if (Refusal(clean) is { } refusal)
        {
            return [refusal];
        }

        try
        {
            if (await Cases.ChangeCaseAsync(known, afterEntries, clean, Today, cancellationToken).ConfigureAwait(false) is null)
            {
                return [new Problem(ProblemCodes.CaseMoved, known)];
            }
        }
        catch (SipasException error) when (error.Problems[0].Code is ProblemCodes.CaseUnknown or ProblemCodes.CaseClosed)
        {
            return error.Problems;
        }

        // Two commits, because cases and the audit log are in two databases, so that no transaction can link a person to a ballot.
        // The entry is already durable with its actor and time; the audit record only repeats it, so a failure here loses nothing.
        using (AuditActor.Begin(clean.Actor))
        {
            await audit.AppendAuditAsync(CaseRules.ActionOf(clean.Kind), CaseRules.AuditDetail(known, clean), CancellationToken.None)
                .ConfigureAwait(false);
        }

        return [];
    }

    /// <summary>Erases name, contact and text of the cases whose retention period after closing has ended.</summary>
    /// <param name="days">
    /// Retention period in days after closing: 0 to <see cref="ContactSettings.MaximumRetentionDays"/>;
    /// <see cref="ContactSettings.RetentionDays"/> when null.
    /// </param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Number of cases erased now.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of days is out of range.</exception>
    public async Task<long> EraseAsync(int? days, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days ?? 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days ?? 0, ContactSettings.MaximumRetentionDays);
        var erasure = new CaseErasure(Today, days ?? settings.RetentionDays);
        long erased = await erasure.RunAsync(Cases, dryRun: false, cancellationToken).ConfigureAwait(false);
        if (erased > 0)
        {
            await audit.AppendAuditAsync(AuditActions.PersonErased, PeopleAuditDetail.Of(erasure.Day, erased), CancellationToken.None)
                .ConfigureAwait(false);
        }

        return erased;
    }

    private async Task<ContactResult> OpenAsync(ContactRequest request, CancellationToken cancellationToken)
    {
        LocalizedText consent = settings.ConsentShown();
        DateOnly today = Today;
        (CaseOpening opening, ContactCase? stored) = await Cases.OpenCaseAsync(
            request, request.Language == "en" ? consent.En : consent.Vi, today,
            WorkingDays.After(today, settings.DueWorkingDays, settings.Holidays), settings.MaximumOpen, cancellationToken)
            .ConfigureAwait(false);
        return opening switch
        {
            CaseOpening.Conflict => new ContactResult
            {
                Status = ContactStatus.Conflict,
                Problems = [new Problem(ProblemCodes.ContactConflict, "id", request.Id.ToString("D"))],
            },
            CaseOpening.Full => Limited(IntakeResult.FullRetryAfterSeconds),
            _ => new ContactResult { Status = ContactStatus.Stored, IsNew = opening == CaseOpening.Opened, Case = stored, Problems = [] },
        };
    }

    private static Problem? Refusal(CaseChange change) =>
        change.Actor.Length is 0 or > AuditActor.MaximumLength
        || (change.Kind == CaseEntryKind.HandedOver && change.Words.Length is 0 or > AuditActor.MaximumLength)
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
