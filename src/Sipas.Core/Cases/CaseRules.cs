using System.Globalization;
using Sipas.Problems;
using Sipas.Audit;

namespace Sipas.Cases;

/// <summary>Applies changes to contact cases, identically in every store.</summary>
internal static class CaseRules
{
    /// <summary>Creates the case of a contact request.</summary>
    /// <param name="request">The request, cleaned.</param>
    /// <param name="consent">The consent text.</param>
    /// <param name="receivedOn">The day on which the request was received.</param>
    /// <param name="dueOn">The due day of the case.</param>
    public static ContactCase Open(ContactRequest request, string consent, DateOnly receivedOn, DateOnly dueOn)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new()
        {
            Id = request.Id,
            UnitCode = request.UnitCode,
            Name = request.Name,
            Contact = request.Contact,
            About = request.About,
            Consent = consent,
            Language = request.Language,
            ReceivedOn = receivedOn,
            DueOn = dueOn,
            EntryCount = 0,
        };
    }

    /// <summary>Applies a change to a case.</summary>
    /// <param name="code">Code of the case, for messages.</param>
    /// <param name="before">The case; null when there is none.</param>
    /// <param name="change">The change.</param>
    /// <param name="today">The day in Vietnam.</param>
    /// <exception cref="SipasException">There is no such case (<c>CAS0005</c>), or it is closed (<c>CAS0007</c>).</exception>
    /// <exception cref="ArgumentException">A closing change has no outcome, or a change that does not close has one.</exception>
    public static ContactCase Change(string code, ContactCase? before, CaseChange change, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentException.ThrowIfNullOrWhiteSpace(change.Actor);
        if ((change.Kind == CaseEntryKind.Closed) != change.Outcome is not null)
        {
            throw new ArgumentException("An outcome is given when a case is closed, and only then.", nameof(change));
        }

        if (before is null)
        {
            throw new SipasException(new Problem(ProblemCodes.CaseUnknown, "case", code));
        }

        if (before.ClosedOn is { } closedOn)
        {
            throw new SipasException(
                new Problem(ProblemCodes.CaseClosed, code, closedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }

        ContactCase after = before with
        {
            EntryCount = before.EntryCount + 1,
            Owner = change.Kind is CaseEntryKind.Taken or CaseEntryKind.HandedOver ? change.Words : before.Owner,
            ClosedOn = change.Kind == CaseEntryKind.Closed ? today : null,
            Outcome = change.Outcome,
        };
        return change.Outcome == CaseOutcome.Withdrawn ? Erase(after, today) : after;
    }

    /// <summary>Removes name, contact and text from a case.</summary>
    /// <param name="one">The case.</param>
    /// <param name="today">The day of erasure.</param>
    public static ContactCase Erase(ContactCase one, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one with { Name = null, Contact = null, About = null, ErasedOn = today };
    }

    /// <summary>
    /// Whether an entry keeps its text when a case is erased: the name of an officer is retained, text about a citizen
    /// is erased.
    /// </summary>
    /// <param name="kind">Kind of the entry.</param>
    public static bool KeepsWords(CaseEntryKind kind) => kind is CaseEntryKind.Taken or CaseEntryKind.HandedOver;

    /// <summary>Sorts cases in the order in which stores return them.</summary>
    /// <param name="cases">The cases.</param>
    public static IReadOnlyList<ContactCase> InOrder(IEnumerable<ContactCase> cases) =>
    [
        .. cases.OrderBy(one => one.ClosedOn is null ? 0 : 1)
        .ThenBy(one => one.ClosedOn is { } closed ? -closed.DayNumber : one.DueOn.DayNumber)
        .ThenBy(one => one.Code, StringComparer.Ordinal),
    ];

    /// <summary>Returns the audit action of an entry.</summary>
    /// <param name="kind">Kind of the entry.</param>
    public static string ActionOf(CaseEntryKind kind) => kind switch
    {
        CaseEntryKind.Taken => AuditActions.CaseTaken,
        CaseEntryKind.HandedOver => AuditActions.CaseHandedOver,
        CaseEntryKind.Noted => AuditActions.CaseNoted,
        _ => AuditActions.CaseClosed,
    };

    /// <summary>
    /// Formats the audit detail of an entry: code of the case, and the new owner or the outcome. Text about a citizen is
    /// not included.
    /// </summary>
    /// <param name="caseCode">Code of the case.</param>
    /// <param name="change">The change.</param>
    public static string AuditDetail(string caseCode, CaseChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change.Kind switch
        {
            CaseEntryKind.HandedOver => $"{caseCode} {change.Words}",
            CaseEntryKind.Closed => $"{caseCode} {change.Outcome}",
            _ => caseCode,
        };
    }
}
