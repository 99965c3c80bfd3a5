namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // QLT00: quality rules.

    /// <summary>The rules cannot be read.</summary>
    public const string QualityRulesUnreadable = "QLT0001";

    /// <summary>The value of a rule is outside its range.</summary>
    public const string QualityRuleRange = "QLT0002";

    // QLT01: reasons to review a ballot.

    /// <summary>The ballot was answered faster than the questions can be read.</summary>
    public const string AnsweredTooFast = "QLT0101";

    /// <summary>All answers have the same level.</summary>
    public const string StraightLine = "QLT0102";

    /// <summary>Many ballots in a row have the same answers.</summary>
    public const string IdenticalAnswers = "QLT0103";

    /// <summary>Many ballots were submitted within minutes at one counter.</summary>
    public const string BallotBurst = "QLT0104";

    /// <summary>The ballot was submitted at night.</summary>
    public const string NightBallot = "QLT0105";

    /// <summary>The ballot was submitted on a staff device.</summary>
    public const string StaffDevice = "QLT0106";

    /// <summary>The content of the ballot equals that of an earlier ballot, to the millisecond.</summary>
    public const string DuplicateContent = "QLT0107";

    /// <summary>The first and last tap have the same time, although the page always measures both.</summary>
    public const string DurationMissing = "QLT0110";

    /// <summary>The time between the first and last tap is longer than the page stays open.</summary>
    public const string DurationImpossible = "QLT0111";

    /// <summary>The time that a sender without a credential states contradicts the server's time of receipt.</summary>
    public const string TimeAgainstReceipt = "QLT0112";

    /// <summary>A channel of a unit has more ballots on a day than its history explains.</summary>
    public const string VolumeAboveHistory = "QLT0113";

    /// <summary>The share of low ratings in a channel of a unit differs from the history of the channel.</summary>
    public const string LowShareAgainstHistory = "QLT0114";

    /// <summary>The share of low ratings in a channel of a unit differs from the channels with a credential.</summary>
    public const string LowShareAgainstCredentialed = "QLT0115";

    /// <summary>A channel of a unit has more ballots with identical answers than in its history.</summary>
    public const string PatternAgainstHistory = "QLT0116";

    /// <summary>A channel of a unit has more ballots with identical answers than the channels with a credential.</summary>
    public const string PatternAgainstCredentialed = "QLT0117";

    // QLT02: reviews.

    /// <summary>The ballot is not flagged.</summary>
    public const string BallotNotFlagged = "QLT0201";

    /// <summary>The reviewer is not known because no one is signed in.</summary>
    public const string ReviewerUnknown = "QLT0202";

    /// <summary>The reviewer collected the ballot.</summary>
    public const string ReviewerIsCollector = "QLT0203";

    /// <summary>The text of a rejection or comment is missing or too long.</summary>
    public const string ReviewComment = "QLT0204";

    /// <summary>The storage stores ballots but does not support the officer's work.</summary>
    public const string OfficeStorageMissing = "QLT0205";
}
