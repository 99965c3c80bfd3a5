using System.Globalization;
using Sipas.Plans;

namespace Sipas.Sampling;

/// <summary>
/// One sampling unit on a list. It contains the frame row and the id but no personal data: names and phone numbers
/// remain in the frame.
/// </summary>
public sealed record SampleEntry
{
    /// <summary>The list.</summary>
    public required ListRole Role { get; init; }

    /// <summary>Number on the list, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>
    /// The short code used in fieldwork: <c>C12</c> is number 12 of the official list (chính thức), <c>D3</c> number 3
    /// of the reserve list (dự phòng).
    /// </summary>
    public string Code => string.Create(CultureInfo.InvariantCulture, $"{(Role == ListRole.Official ? 'C' : 'D')}{Number}");

    /// <summary>
    /// The cell: the stratum, with several stages followed by the clusters, joined by <c> / </c>. Substitution is
    /// restricted to the cell.
    /// </summary>
    public required string Cell { get; init; }

    /// <summary>Order in the cell, from 1: for a reserve unit the order of use.</summary>
    public required long OrderInCell { get; init; }

    /// <summary>Row number in the frame.</summary>
    public required long RowNumber { get; init; }

    /// <summary>The id in the frame.</summary>
    public required string UnitId { get; init; }

    /// <summary>
    /// The inclusion probability at each stage; for a reserve unit, its probability of selection for the official list.
    /// </summary>
    public required IReadOnlyList<InclusionProbability> StageProbabilities { get; init; }

    /// <summary>The inclusion probability over all stages: their product.</summary>
    public InclusionProbability Probability => new(StageProbabilities.Aggregate(1.0, (product, stage) => product * stage.Value));

    /// <summary>Number of frame units it represents: 1/π. A substitute takes the weight of the unit it replaces.</summary>
    public double DesignWeight => Probability.DesignWeight;
}
