namespace Sipas.Ballots;

/// <summary>One answer as received.</summary>
/// <param name="ItemCode">Code of the item; for a number, text or date, code of the question.</param>
/// <param name="Kind">Kind of the value.</param>
/// <param name="Text">The value as written in the input.</param>
/// <param name="Number">The value when <paramref name="Kind"/> is <see cref="RawAnswerKind.Whole"/>; 0 otherwise.</param>
public readonly record struct RawAnswer(string ItemCode, RawAnswerKind Kind, string Text, long Number = 0);
