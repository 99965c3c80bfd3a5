namespace Sipas.Counting;

/// <summary>Counts by unit, without withheld units.</summary>
/// <param name="Total">Counts of all units together, including withheld units.</param>
/// <param name="ByUnit">A tally for each unit that has ballots and is not withheld.</param>
/// <param name="Withheld">Codes of the units whose counts are withheld.</param>
internal sealed record UnitTallies(AnswerTally Total, IReadOnlyDictionary<string, AnswerTally> ByUnit, IReadOnlySet<string> Withheld);
