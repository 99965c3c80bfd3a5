namespace Sipas.Cases;

/// <summary>An entry of a case. Entries are append-only, and their text is erased together with the contact.</summary>
/// <param name="Number">Number of the entry within the case, from 1.</param>
/// <param name="At">Time of writing, by the server's clock.</param>
/// <param name="Actor">The person who wrote it.</param>
/// <param name="Kind">Kind of the entry.</param>
/// <param name="Words">The text; empty when there is none or it is erased.</param>
internal sealed record CaseEntry(long Number, DateTimeOffset At, string Actor, CaseEntryKind Kind, string Words);
