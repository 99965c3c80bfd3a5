using System.Globalization;
using Sipas.Problems;
using Sipas.Signals;

namespace Sipas.Storage;

/// <summary>What a change makes of a case, the same for every store.</summary>
public static class CaseRules
{
    /// <summary>The case of a request.</summary>
    /// <param name="request">The request, cleaned.</param>
    /// <param name="consent">The text of consent.</param>
    /// <param name="receivedOn">The day on which it came.</param>
    /// <param name="dueOn">Its due day.</param>
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

    /// <summary>The case after a change.</summary>
    /// <param name="code">Its code, for messages.</param>
    /// <param name="before">The case; null when there is none.</param>
    /// <param name="change">What is done.</param>
    /// <param name="today">The day in Vietnam.</param>
    /// <exception cref="SipasException">There is no such case (<c>CAS0005</c>), or it is closed (<c>CAS0007</c>).</exception>
    /// <exception cref="ArgumentException">A change that closes has no outcome, or another has one.</exception>
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
            throw new SipasException(new Problem(ProblemCodes.CaseClosed, code, closedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
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

    /// <summary>The case without name, contact and words.</summary>
    /// <param name="one">The case.</param>
    /// <param name="today">The day of erasing.</param>
    public static ContactCase Erase(ContactCase one, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one with { Name = null, Contact = null, About = null, ErasedOn = today };
    }

    /// <summary>Whether the words of an entry stay when a case is erased: those that name an officer do, what was written about a citizen does not.</summary>
    /// <param name="kind">What the entry says.</param>
    public static bool KeepsWords(CaseEntryKind kind) => kind is CaseEntryKind.Taken or CaseEntryKind.HandedOver;

    /// <summary>Cases in the order in which stores give them.</summary>
    /// <param name="cases">The cases.</param>
    public static IReadOnlyList<ContactCase> InOrder(IEnumerable<ContactCase> cases) =>
    [
        .. cases.OrderBy(one => one.ClosedOn is null ? 0 : 1).ThenBy(one => one.ClosedOn is { } closed ? -closed.DayNumber : one.DueOn.DayNumber).ThenBy(one => one.Code, StringComparer.Ordinal),
    ];
}
