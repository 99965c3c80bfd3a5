using Sipas.Problems;

namespace Sipas.Packs;

/// <summary>Parses a cleaned text that is not empty to the canonical value of a question; null with a problem if it is not
/// valid.</summary>
internal delegate string? ValueParser(Question question, string text, out Problem? problem);
