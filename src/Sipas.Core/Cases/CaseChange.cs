namespace Sipas.Cases;

/// <summary>A change to a case.</summary>
/// <param name="Kind">Kind of the change.</param>
/// <param name="Actor">The person who makes it.</param>
/// <param name="Words">The new owner's name, the note, or the reason for closing.</param>
/// <param name="Outcome">Outcome of the case when it is closed; null otherwise.</param>
internal sealed record CaseChange(CaseEntryKind Kind, string Actor, string Words, CaseOutcome? Outcome = null);
