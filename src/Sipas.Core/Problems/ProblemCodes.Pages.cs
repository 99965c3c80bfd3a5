namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // IMP0141–IMP0159: cells that are empty, uploads, pages.

    /// <summary>A cell that must hold a day is empty.</summary>
    public const string DayCellEmpty = "IMP0141";

    /// <summary>A cell that must hold the code of a unit is empty.</summary>
    public const string UnitCellEmpty = "IMP0142";

    /// <summary>A file that is uploaded, or a form with it, is larger than the limit.</summary>
    public const string UploadTooLarge = "IMP0143";

    /// <summary>There is no page at an address of ours.</summary>
    public const string PageUnknown = "IMP0144";

    /// <summary>There is no endpoint at an address of the JSON API.</summary>
    public const string EndpointUnknown = "IMP0145";

    // PLN0100–PLN0109: the form of a plan.

    /// <summary>A field of the plan's form that must be filled is empty.</summary>
    public const string PlanFieldMissing = "PLN0100";

    /// <summary>What a field of the plan's form holds is not allowed there.</summary>
    public const string PlanFieldRefused = "PLN0101";

    /// <summary>A warning: the plan has a least age, and the frame has no column to check it by.</summary>
    public const string PlanAgeUnchecked = "PLN0102";
}
