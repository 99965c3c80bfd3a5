namespace Sipas.Retention;

/// <summary>Data of one kind that is, or would be, erased.</summary>
/// <param name="Kind">Kind of the data.</param>
/// <param name="Survey">The survey of personal data; null for the other kinds.</param>
/// <param name="Before">Upper bound, exclusive, of the time at which the data was last used, expired, closed, received or counts.</param>
/// <param name="Count">Number of rows of frames, tickets, cases, submissions or texts.</param>
internal sealed record RetentionItem(RetentionKind Kind, string? Survey, DateTimeOffset Before, long Count);
