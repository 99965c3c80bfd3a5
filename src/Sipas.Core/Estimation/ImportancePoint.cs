namespace Sipas.Estimation;

/// <summary>One item of the grid.</summary>
/// <param name="Name">The item.</param>
/// <param name="Importance">Stated importance, or the weighted correlation with the overall item; null when undefined.</param>
/// <param name="Performance">Weighted mean or satisfied share; null when there are no answers.</param>
/// <param name="Quadrant">The quadrant; null when a coordinate is missing. A value on the dividing line counts as high.</param>
internal sealed record ImportancePoint(string Name, double? Importance, double? Performance, ImportanceQuadrant? Quadrant);
