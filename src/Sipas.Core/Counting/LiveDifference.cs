namespace Sipas.Counting;

/// <summary>A difference between live counts and a recount.</summary>
/// <param name="Unit">Position of the unit, or <see cref="LiveCounts.OverflowUnit"/>.</param>
/// <param name="Key">The cell; null when the difference is in the sums over the unit's cells and one side overflowed, so
/// that cells cannot be compared.</param>
/// <param name="LiveBallots">Number of ballots in the live counts.</param>
/// <param name="RecountedBallots">Number of ballots in the recount. When both numbers are equal, an answer counter differs.</param>
internal readonly record struct LiveDifference(int Unit, LiveCellKey? Key, long LiveBallots, long RecountedBallots);
