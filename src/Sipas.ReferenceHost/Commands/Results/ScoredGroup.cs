using Sipas.Ballots;
using Sipas.Counting;

namespace Sipas.ReferenceHost.Commands.Results;

/// <summary>Ballots that are scored together.</summary>
/// <param name="Name">The value that they share; null for all ballots.</param>
/// <param name="Basis">Their selection basis; null when a file does not specify it.</param>
/// <param name="Tally">Their counts.</param>
internal sealed record ScoredGroup(string? Name, SelectionBasis? Basis, AnswerTally Tally);
