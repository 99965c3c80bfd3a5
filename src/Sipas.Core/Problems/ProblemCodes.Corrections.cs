namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // COR: corrections of kept ballots.

    /// <summary>There is no ballot to correct.</summary>
    public const string CorrectionOfNothing = "COR0001";

    /// <summary>The ballot is a citizen's own, or was brought by no officer: nobody corrects it.</summary>
    public const string CorrectionOfOwnBallot = "COR0002";

    /// <summary>The correction is of another questionnaire, unit, mode or basis than what it corrects.</summary>
    public const string CorrectionElsewhere = "COR0003";

    /// <summary>A closed survey covers the ballot, before or after the correction.</summary>
    public const string CorrectionAfterClosing = "COR0004";

    /// <summary>Another correction took the ballot's place meanwhile.</summary>
    public const string CorrectionMoved = "COR0005";

    /// <summary>A correction has no reason, or too long a one.</summary>
    public const string CorrectionReason = "COR0006";

    /// <summary>Who brings a correction reviews it too.</summary>
    public const string CorrectionByOne = "COR0007";

    /// <summary>A ballot is kept as replaced and none names it, or the other way round.</summary>
    public const string CorrectionUnproved = "COR0008";

    /// <summary>The account that entered a correction decides on it too, or nobody is signed in.</summary>
    public const string CorrectionOfOwnAccount = "COR0010";

    /// <summary>No correction has this id.</summary>
    public const string CorrectionUnknown = "COR0011";

    /// <summary>The correction is decided already.</summary>
    public const string CorrectionDecided = "COR0012";

    /// <summary>As many corrections wait for a second account as may.</summary>
    public const string CorrectionsFull = "COR0013";
}
