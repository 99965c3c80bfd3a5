namespace Sipas.Scoring;

/// <summary>How often a value was given.</summary>
/// <param name="QuestionCode">Code of the question.</param>
/// <param name="Value">The number or day; null for texts, which are only counted, and for what was erased.</param>
/// <param name="IsErased">Whether these values were erased.</param>
/// <param name="Count">How many.</param>
public sealed record ValueCount(string QuestionCode, string? Value, bool IsErased, long Count);
