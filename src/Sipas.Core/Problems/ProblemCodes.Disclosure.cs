namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // DSC: disclosure of figures.

    /// <summary>The survey is open, and figures of only some of its ballots are for roles that may see live figures.</summary>
    public const string DisclosureOpen = "DSC0001";

    /// <summary>The closed survey divides ballots that were published together, or overlaps an earlier one.</summary>
    public const string DisclosureDivided = "DSC0002";

    /// <summary>Figures by flag are for roles that may see live figures.</summary>
    public const string DisclosureFlags = "DSC0003";

    /// <summary>The maximum number of requests for figures is waiting.</summary>
    public const string TooManyReads = "LIM0010";
}
