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

    /// <summary>A form cannot be read: no boundary, a broken part, a broken chunk.</summary>
    public const string FormMalformed = "PPL0030";

    /// <summary>The lists are not drawn yet.</summary>
    public const string NotDrawn = "PPL0009";

    /// <summary>The frame is not sealed yet.</summary>
    public const string FrameNotSealed = "PPL0010";

    /// <summary>What the sealed frame was sealed by is not changed any more.</summary>
    public const string PlanSealed = "PPL0011";

    /// <summary>The people of the survey were erased.</summary>
    public const string PeopleErased = "PPL0012";

    /// <summary>Who is asked again was drawn before.</summary>
    public const string ReinterviewDrawn = "PPL0013";

    /// <summary>The unit is not among those that are asked again.</summary>
    public const string NotReinterviewed = "PPL0014";

    /// <summary>The counts of a check cannot be true.</summary>
    public const string AgreementMalformed = "PPL0015";

    /// <summary>A person of a frame that is sealed but not drawn from cannot be taken out of it.</summary>
    public const string PersonInSealedFrame = "PPL0016";

    /// <summary>It does not say who is to be erased.</summary>
    public const string PersonUnclear = "PPL0017";

    /// <summary>Rows of the frame were erased, so that the draw cannot be repeated from the store.</summary>
    public const string DrawNotRepeatable = "PPL0018";

    /// <summary>The signed-in account does not have the claim by which accounts are told apart.</summary>
    public const string AccountUnnamed = "PPL0040";

    // RET: retention.

    /// <summary>A retention policy cannot be read.</summary>
    public const string RetentionUnreadable = "RET0001";

    /// <summary>A time of a retention policy is out of range.</summary>
    public const string RetentionRange = "RET0002";

    /// <summary>A ballot number was handed to another unit before.</summary>
    public const string BallotNumberTaken = "FLD0016";
}
