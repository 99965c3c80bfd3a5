namespace Sipas.Fieldwork;

/// <summary>A stored line of the field log.</summary>
/// <param name="Number">Number of the line in the log of the survey, from 1.</param>
/// <param name="RecordedOn">
/// The day in Vietnam on which it was recorded. No time is stored: together with the times of ballots it would reveal
/// which ballot is whose.
/// </param>
/// <param name="Actor">The person who wrote it.</param>
/// <param name="Event">The event.</param>
internal sealed record FieldLogEntry(long Number, DateOnly RecordedOn, string Actor, FieldEvent Event);
