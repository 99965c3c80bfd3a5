namespace Sipas.Erasure;

/// <summary>Result of an erasure.</summary>
/// <param name="RowCount">Number of erased rows of the frame.</param>
/// <param name="ListedCount">Number of those rows that are on a sample list, where the id is erased.</param>
internal readonly record struct PersonErasureResult(long RowCount, long ListedCount);
