namespace Sipas.Scoring;

/// <summary>Frequency of a value.</summary>
/// <param name="QuestionCode">Code of the question.</param>
/// <param name="Value">The number or date; null for texts, which are only counted, and for erased values.</param>
/// <param name="IsErased">Whether these values were erased.</param>
/// <param name="Count">Number of occurrences.</param>
internal sealed record ValueCount(string QuestionCode, string? Value, bool IsErased, long Count);
