namespace Sipas.Counting;

/// <summary>The ballots with one answer about the respondent.</summary>
/// <param name="Code">Code of the answer.</param>
/// <param name="Tally">Counts of these ballots; null when they are withheld.</param>
internal sealed record RespondentCell(byte Code, AnswerTally? Tally);
