using Sipas.Counting;

namespace Sipas.Scoring;

/// <summary>The counts of one unit with its weight.</summary>
/// <param name="UnitCode">The unit.</param>
/// <param name="Tally">Its counts.</param>
/// <param name="Weight">Its weight under <see cref="UnitCombination.GivenWeights"/>: 0 or more. Otherwise ignored.</param>
internal sealed record UnitTally(string UnitCode, AnswerTally Tally, decimal Weight = 1);
