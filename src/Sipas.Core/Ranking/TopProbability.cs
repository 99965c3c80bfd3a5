namespace Sipas.Ranking;

/// <summary>Probability of being among the first k.</summary>
/// <param name="Count">k.</param>
/// <param name="Probability">
/// In [0, 1], by simulation; null if the standard error of a ranked unit is unknown, because the order of the units is
/// then unknown.
/// </param>
public readonly record struct TopProbability(int Count, double? Probability);
