namespace Sipas.Counting;

/// <summary>A small dimension stored as planes: a filter mask is the AND of its planes or their complements.</summary>
/// <param name="Slot">The slot of its value.</param>
/// <param name="FirstPlane">Index of its first plane among the planes of all dimensions.</param>
/// <param name="PlaneCount">Number of bits per value: 1 to 8.</param>
/// <param name="ValueCount">Number of distinct values.</param>
internal sealed record DimensionColumn(int Slot, int FirstPlane, int PlaneCount, int ValueCount);
