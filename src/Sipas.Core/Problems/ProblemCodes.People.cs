namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // PPL: plans, frames, lists and the field log in the personal-data store.

    /// <summary>There is no survey with this code.</summary>
    public const string SurveyUnknown = "PPL0001";

    /// <summary>The plan was saved by someone else in the meantime.</summary>
    public const string PlanMoved = "PPL0002";

    /// <summary>The lists have been drawn, so the plan and the lists can no longer be changed.</summary>
    public const string PlanDrawn = "PPL0003";

    /// <summary>The frame is sealed.</summary>
    public const string FrameSealed = "PPL0004";

    /// <summary>The frame to be sealed was replaced by another frame.</summary>
    public const string FrameReplaced = "PPL0005";

    /// <summary>No personal-data store was chosen.</summary>
    public const string PersonalDataStorageMissing = "PPL0006";

    /// <summary>The officer's routes are mapped without a rule for who may use them.</summary>
    public const string AdminUnguarded = "PPL0007";

    /// <summary>A form has no antiforgery token, or one that is no longer valid.</summary>
    public const string FormExpired = "PPL0008";

    /// <summary>A form cannot be read: the boundary is missing, or a part or a chunk is malformed.</summary>
    public const string FormMalformed = "PPL0030";

    /// <summary>The lists have not been drawn yet.</summary>
    public const string NotDrawn = "PPL0009";

    /// <summary>The frame is not sealed yet.</summary>
    public const string FrameNotSealed = "PPL0010";

    /// <summary>A property with which the frame was sealed cannot be changed.</summary>
    public const string PlanSealed = "PPL0011";

    /// <summary>The personal data of the survey were erased.</summary>
    public const string PeopleErased = "PPL0012";

    /// <summary>The re-interview sample has already been drawn.</summary>
    public const string ReinterviewDrawn = "PPL0013";

    /// <summary>The unit is not in the re-interview sample.</summary>
    public const string NotReinterviewed = "PPL0014";

    /// <summary>The counts of a re-interview are not possible.</summary>
    public const string AgreementMalformed = "PPL0015";

    /// <summary>A person cannot be removed from a frame that is sealed but from which no sample has been drawn.</summary>
    public const string PersonInSealedFrame = "PPL0016";

    /// <summary>It is not specified who is to be erased.</summary>
    public const string PersonUnclear = "PPL0017";

    /// <summary>Rows of the frame were erased, so that the draw cannot be repeated from the store.</summary>
    public const string DrawNotRepeatable = "PPL0018";

    /// <summary>The signed-in account does not have the claim that distinguishes accounts.</summary>
    public const string AccountUnnamed = "PPL0040";

    // RET: retention.

    /// <summary>A retention policy cannot be read.</summary>
    public const string RetentionUnreadable = "RET0001";

    /// <summary>A period of a retention policy is out of range.</summary>
    public const string RetentionRange = "RET0002";

    /// <summary>A ballot number was already issued to another unit.</summary>
    public const string BallotNumberTaken = "FLD0016";
}
