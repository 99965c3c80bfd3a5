namespace Sipas.Estimation;

/// <summary>A stratum from which organisation units were drawn.</summary>
/// <param name="Stratum">Its code.</param>
/// <param name="UnitCount">Number of units in the frame, sampled or not: 1 or more.</param>
internal sealed record UnitStratum(string Stratum, long UnitCount);
