namespace Sipas.Units;

/// <summary>One row of a bridge table.</summary>
/// <param name="OldCode">A unit of the earlier day.</param>
/// <param name="NewCode">A unit of the later day.</param>
/// <param name="Share">The part of the old unit that the new one took over: greater than 0, at most 1.</param>
/// <param name="Path">The codes from the old unit to the new one; a single code if the unit exists on both days.</param>
public sealed record BridgeRow(string OldCode, string NewCode, decimal Share, IReadOnlyList<string> Path);
