using Sipas.Mathematics;

namespace Sipas.Scoring;

/// <summary>A percentage converted to points.</summary>
internal sealed record ConvertedPoints
{
    /// <summary>The published percentage, 0 to 100.</summary>
    public required decimal Percent { get; init; }

    /// <summary>The exact points.</summary>
    public required ExactShare Exact { get; init; }

    /// <summary>The points, rounded according to the table's rule.</summary>
    public required decimal Points { get; init; }

    /// <summary>Maximum number of points.</summary>
    public required decimal Maximum { get; init; }

    /// <summary>Change in rounded points if the percentage were one percentage point higher; 0 or more. 0 at 100 %.</summary>
    public required decimal OneMore { get; init; }

    /// <summary>Change in rounded points if the percentage were one percentage point lower; 0 or less. 0 at 0 %.</summary>
    public required decimal OneLess { get; init; }
}
