namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // IMP0141–IMP0159: cells that are empty, uploads, pages.

    /// <summary>A required day cell is empty.</summary>
    public const string DayCellEmpty = "IMP0141";

    /// <summary>A required cell with a unit code is empty.</summary>
    public const string UnitCellEmpty = "IMP0142";

    /// <summary>An uploaded file, or the form with it, exceeds the limit.</summary>
    public const string UploadTooLarge = "IMP0143";

    /// <summary>There is no page at an address of this library.</summary>
    public const string PageUnknown = "IMP0144";

    /// <summary>There is no endpoint at an address of the JSON API.</summary>
    public const string EndpointUnknown = "IMP0145";

    // PLN0100–PLN0109: the form of a plan.

    /// <summary>A required field of the plan form is empty.</summary>
    public const string PlanFieldMissing = "PLN0100";

    /// <summary>The value of a field of the plan form is not allowed.</summary>
    public const string PlanFieldRefused = "PLN0101";

    /// <summary>A warning: the plan has a minimum age, and the frame has no column to check it.</summary>
    public const string PlanAgeUnchecked = "PLN0102";
}
