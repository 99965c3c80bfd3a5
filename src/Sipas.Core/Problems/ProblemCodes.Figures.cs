namespace Sipas.Problems;

// The codes of comparison, ranking and points.
public static partial class ProblemCodes
{
    // CMP: comparison of years; RNK: ranking; PAR: points of another measurement.

    /// <summary>A unit exists in only one of the years, and no bridge table covers the other.</summary>
    public const string NoBridge = "CMP0001";

    /// <summary>There is no published figure for one of the years.</summary>
    public const string FigureMissing = "CMP0002";

    /// <summary>The method or the respondents changed between the years.</summary>
    public const string SeriesBroken = "CMP0003";

    /// <summary>A unit has two figures for one year.</summary>
    public const string FigureTwice = "CMP0004";

    /// <summary>A unit occurs twice in one ranking.</summary>
    public const string RankedTwice = "RNK0001";

    /// <summary>A percentage is outside 0 to 100.</summary>
    public const string PercentRange = "PAR0001";

    /// <summary>Points are below 0 or above the maximum.</summary>
    public const string PointsRange = "PAR0002";

    /// <summary>The pack has no points table with this code.</summary>
    public const string PointsTableUnknown = "PAR0003";
}
