namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // QLT00: rules of quality.

    /// <summary>The rules cannot be read.</summary>
    public const string QualityRulesUnreadable = "QLT0001";

    /// <summary>A rule's value is outside its range.</summary>
    public const string QualityRuleRange = "QLT0002";

    // QLT01: reasons to look at a ballot.

    /// <summary>The ballot was answered faster than anybody reads.</summary>
    public const string AnsweredTooFast = "QLT0101";

    /// <summary>All answers have one level.</summary>
    public const string StraightLine = "QLT0102";

    /// <summary>Many ballots in a row have the same answers.</summary>
    public const string IdenticalAnswers = "QLT0103";

    /// <summary>Many ballots came within minutes at one counter.</summary>
    public const string BallotBurst = "QLT0104";

    /// <summary>The ballot was cast at night.</summary>
    public const string NightBallot = "QLT0105";

    /// <summary>The ballot was cast on a device of the staff.</summary>
    public const string StaffDevice = "QLT0106";

    /// <summary>The ballot's content, to the millisecond, is that of an earlier one.</summary>
    public const string DuplicateContent = "QLT0107";

    // QLT02: reviews.

    /// <summary>The ballot has no flag.</summary>
    public const string BallotNotFlagged = "QLT0201";

    /// <summary>Nobody is signed in who could be the reviewer.</summary>
    public const string ReviewerUnknown = "QLT0202";

    /// <summary>The reviewer collected the ballot.</summary>
    public const string ReviewerIsCollector = "QLT0203";

    /// <summary>A rejection or remark has no words, or too many.</summary>
    public const string ReviewComment = "QLT0204";

    /// <summary>The storage keeps ballots but not the desk's work.</summary>
    public const string DeskMissing = "QLT0205";
}
