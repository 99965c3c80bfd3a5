namespace Sipas.Signals;

/// <summary>What came of a case.</summary>
public enum CaseOutcome
{
    /// <summary>The matter was settled with the citizen.</summary>
    Resolved,

    /// <summary>It was handed to another office, and the citizen knows.</summary>
    Referred,

    /// <summary>The citizen could not be reached.</summary>
    Unreachable,

    /// <summary>The citizen took the consent back: name, contact and words are erased at once.</summary>
    Withdrawn,
}

/// <summary>Where a case stands.</summary>
public enum CaseState
{
    /// <summary>Somebody has to act, and may until its due day.</summary>
    Open,

    /// <summary>Somebody has to act, and its due day is past.</summary>
    Overdue,

    /// <summary>It is closed.</summary>
    Closed,
}

/// <summary>What an entry of a case says.</summary>
public enum CaseEntryKind
{
    /// <summary>Somebody took the case; the words are their name.</summary>
    Taken,

    /// <summary>It was handed over; the words are the name of who has it now.</summary>
    HandedOver,

    /// <summary>A note; the words are the note.</summary>
    Noted,

    /// <summary>It was closed; the words say why, and may be empty.</summary>
    Closed,
}

/// <summary>A citizen's request to be contacted, and what officers did about it. It names no ballot.</summary>
/// <remarks>Of the time at which it came only the day is known, and cases have no order of their own: so nobody can lay them beside the ballots of a day one by one.</remarks>
public sealed record ContactCase
{
    /// <summary>Id made by the client at random.</summary>
    public required Guid Id { get; init; }

    /// <summary>The code by which citizen and officers name it.</summary>
    public string Code => ContactRequest.CodeOf(Id);

    /// <summary>Code of the unit.</summary>
    public required string UnitCode { get; init; }

    /// <summary>How the citizen wants to be called; null when it was left out or is erased.</summary>
    public string? Name { get; init; }

    /// <summary>Phone number or e-mail address; null when it is erased.</summary>
    public string? Contact { get; init; }

    /// <summary>What it is about; null when it is erased.</summary>
    public string? About { get; init; }

    /// <summary>The text of consent that the citizen read and agreed to.</summary>
    public required string Consent { get; init; }

    /// <summary>The language in which it was read: <c>vi</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The day in Vietnam on which it came.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>The last day on which it is not overdue.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>Who looks after it; null while nobody does.</summary>
    public string? Owner { get; init; }

    /// <summary>The day in Vietnam on which it was closed; null while it is open.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>What came of it; null while it is open.</summary>
    public CaseOutcome? Outcome { get; init; }

    /// <summary>The day on which name, contact and words were erased; null while they are kept.</summary>
    public DateOnly? ErasedOn { get; init; }

    /// <summary>Entries so far: a count. Whoever adds one says from how many they decided.</summary>
    public required long EntryCount { get; init; }

    /// <summary>Where it stands on a day.</summary>
    /// <param name="today">The day in Vietnam.</param>
    public CaseState StateOn(DateOnly today) => ClosedOn is not null ? CaseState.Closed : DueOn < today ? CaseState.Overdue : CaseState.Open;

    /// <summary>Whether a request is the one that is kept here; after erasing, its id alone tells.</summary>
    /// <param name="request">The request, cleaned.</param>
    public bool IsOf(ContactRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Id == Id && (ErasedOn is not null
            || (request.UnitCode == UnitCode && request.Name == Name && request.Contact == Contact && request.About == About && request.Language == Language));
    }
}

/// <summary>An entry of a case; entries are only added, and their words erased with the contact.</summary>
/// <param name="Number">Its number within the case, from 1.</param>
/// <param name="At">When it was written, by the server's clock.</param>
/// <param name="Actor">Who wrote it.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Words">The words; empty when there are none or they are erased.</param>
public sealed record CaseEntry(long Number, DateTimeOffset At, string Actor, CaseEntryKind Kind, string Words);

/// <summary>What is to be done to a case.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Actor">Who does it.</param>
/// <param name="Words">The new owner's name, the note, or why it is closed.</param>
/// <param name="Outcome">What came of the case when it is closed; null otherwise.</param>
public sealed record CaseChange(CaseEntryKind Kind, string Actor, string Words, CaseOutcome? Outcome = null);
