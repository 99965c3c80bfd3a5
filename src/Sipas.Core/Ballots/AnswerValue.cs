using Sipas.Packs;

namespace Sipas.Ballots;

/// <summary>The answer to a number, text or date question, in its canonical form.</summary>
/// <param name="QuestionCode">Code of the question.</param>
/// <param name="Text">The value as written by <see cref="ValueReader"/>; never empty.</param>
public sealed record AnswerValue(string QuestionCode, string Text);
