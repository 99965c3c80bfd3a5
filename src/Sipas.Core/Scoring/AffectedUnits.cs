namespace Sipas.Scoring;

/// <summary>The number of units in which something occurred: "in n of N units".</summary>
/// <param name="Affected">Number of units with at least one such answer: n.</param>
/// <param name="Measured">Number of units with at least one valid answer: N.</param>
/// <param name="Given">Number of units examined, with or without answers.</param>
public sealed record AffectedUnits(int Affected, int Measured, int Given);
