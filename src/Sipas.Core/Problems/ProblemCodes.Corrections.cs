namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // COR: corrections of stored ballots.

    /// <summary>There is no ballot to correct.</summary>
    public const string CorrectionOfNothing = "COR0001";

    /// <summary>The ballot was submitted by a citizen, or was not entered by an officer, so it cannot be corrected.</summary>
    public const string CorrectionOfOwnBallot = "COR0002";

    /// <summary>The questionnaire, unit, mode or basis of the correction differs from the ballot to be corrected.</summary>
    public const string CorrectionElsewhere = "COR0003";

    /// <summary>A closed survey covers the ballot, before or after the correction.</summary>
    public const string CorrectionAfterClosing = "COR0004";

    /// <summary>Another correction replaced the ballot in the meantime.</summary>
    public const string CorrectionMoved = "COR0005";

    /// <summary>The reason of a correction is missing or too long.</summary>
    public const string CorrectionReason = "COR0006";

    /// <summary>The person who entered a correction also reviews it.</summary>
    public const string CorrectionByOne = "COR0007";

    /// <summary>A ballot is stored as replaced but no ballot refers to it, or the reverse.</summary>
    public const string CorrectionUnproved = "COR0008";

    /// <summary>The account that entered a correction also decides on it, or no account is signed in.</summary>
    public const string CorrectionOfOwnAccount = "COR0010";

    /// <summary>There is no correction with this id.</summary>
    public const string CorrectionUnknown = "COR0011";

    /// <summary>The correction has already been decided.</summary>
    public const string CorrectionDecided = "COR0012";

    /// <summary>The maximum number of corrections is waiting for a second account.</summary>
    public const string CorrectionsFull = "COR0013";
}
