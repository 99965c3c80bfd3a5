namespace Sipas.Erasure;

/// <summary>The personal data stored for a survey.</summary>
/// <param name="Survey">Code of the plan.</param>
/// <param name="RowCount">Number of rows of its frame: 1 or more.</param>
/// <param name="LastUsedAt">
/// Last time, in UTC, at which the frame was imported or drawn from, or a line of the field log or of the re-interview
/// was written.
/// </param>
internal sealed record HeldPeople(string Survey, long RowCount, DateTimeOffset LastUsedAt);
