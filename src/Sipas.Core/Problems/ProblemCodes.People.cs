namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // PPL: plans, frames, lists and the field log in the storage of people.

    /// <summary>There is no such survey.</summary>
    public const string SurveyUnknown = "PPL0001";

    /// <summary>The plan was saved by somebody else meanwhile.</summary>
    public const string PlanMoved = "PPL0002";

    /// <summary>The lists are drawn, so neither the plan nor they change any more.</summary>
    public const string PlanDrawn = "PPL0003";

    /// <summary>The frame is sealed.</summary>
    public const string FrameSealed = "PPL0004";

    /// <summary>Another frame took the place of the one that was to be sealed.</summary>
    public const string FrameReplaced = "PPL0005";

    /// <summary>No storage of people was chosen.</summary>
    public const string PeopleStorageMissing = "PPL0006";

    /// <summary>The officer's routes were mapped without saying who may use them.</summary>
    public const string AdminUnguarded = "PPL0007";

    /// <summary>A form came without its mark, or with one that is no longer valid.</summary>
    public const string FormExpired = "PPL0008";

    /// <summary>A ballot number was handed to another unit before.</summary>
    public const string BallotNumberTaken = "FLD0016";
}
