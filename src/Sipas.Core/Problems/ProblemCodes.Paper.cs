namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // PPR: paper.

    /// <summary>No batch has this code.</summary>
    public const string BatchUnknown = "PPR0001";

    /// <summary>A batch with this code already exists.</summary>
    public const string BatchTwice = "PPR0002";

    /// <summary>The batch was accepted and is closed.</summary>
    public const string BatchAccepted = "PPR0003";

    /// <summary>A batch has more or fewer sheets than allowed.</summary>
    public const string BatchSheets = "PPR0004";

    /// <summary>Sheets that were counted and sheets that were keyed differ.</summary>
    public const string BatchTotal = "PPR0005";

    /// <summary>A sheet is unresolved.</summary>
    public const string SheetOpen = "PPR0006";

    /// <summary>The person who keyed a sheet first cannot key it a second time.</summary>
    public const string SecondKeyerIsFirst = "PPR0007";

    /// <summary>There is nothing to decide: the sheet was not keyed twice, or both entries agree.</summary>
    public const string NothingToDecide = "PPR0008";

    /// <summary>A handover lacks a name.</summary>
    public const string HandoverName = "PPR0009";

    /// <summary>The answers are not one known character per item.</summary>
    public const string SheetAnswers = "PPR0010";

    /// <summary>A number in the format of printed numbers has a wrong check digit.</summary>
    public const string NumberSlip = "PPR0110";

    /// <summary>A ballot's number was issued to a person of another unit.</summary>
    public const string NumberOfOtherUnit = "PPR0111";

    /// <summary>The number of a ballot was not issued to anyone, although issued numbers are known.</summary>
    public const string NumberNeverIssued = "PPR0112";

    /// <summary>A sheet to withdraw is not in the batch.</summary>
    public const string SheetUnknown = "PPR0113";

    /// <summary>A withdrawal has no reason, or one that is too long.</summary>
    public const string WithdrawalReason = "PPR0114";

    /// <summary>A warning: the issued numbers are unknown, so a sheet's number was not checked.</summary>
    public const string NumbersUnknown = "PPR0115";
}
