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

    /// <summary>The first and last tap are one instant on a page that always measures both.</summary>
    public const string DurationMissing = "QLT0110";

    /// <summary>More time lies between first and last tap than the page stays open.</summary>
    public const string DurationImpossible = "QLT0111";

    /// <summary>The time that a sender without a credential states contradicts the server's time of receipt.</summary>
    public const string TimeAgainstReceipt = "QLT0112";

    /// <summary>A channel of a unit has more ballots on a day than its own history explains.</summary>
    public const string VolumeAboveHistory = "QLT0113";

    /// <summary>A channel of a unit has another share of low ratings than in its own history.</summary>
    public const string LowShareAgainstHistory = "QLT0114";

    /// <summary>A channel of a unit has another share of low ratings than the channels with a credential.</summary>
    public const string LowShareAgainstCredentialed = "QLT0115";

    /// <summary>A channel of a unit has more ballots with equal answers than in its own history.</summary>
    public const string PatternAgainstHistory = "QLT0116";

    /// <summary>A channel of a unit has more ballots with equal answers than the channels with a credential.</summary>
    public const string PatternAgainstCredentialed = "QLT0117";

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
