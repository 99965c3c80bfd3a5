using System.Globalization;
using System.Text.Json;
using Sipas.Problems;

namespace Sipas.Quality;

/// <summary>The limits from which a ballot is flagged for review. A rule never removes a ballot; it only states a reason for
/// a review.</summary>
internal sealed class QualityRules
{
    /// <summary>Minimum number of seconds from first to last tap per answered item, 0 to 60. A faster ballot is flagged.
    /// Default: 0.5. 0 disables the rule.</summary>
    public double SecondsPerAnswer { get; set; } = 0.5;

    /// <summary>Maximum number of minutes from first to last tap, 1 to 10,080. A longer duration is impossible on a page
    /// that resets itself after a pause. Default: 720.</summary>
    public int LongestMinutes { get; set; } = 720;

    /// <summary>Maximum number of hours between the last tap stated by a sender without a credential and the server's
    /// receipt, 1 to 8,760. Above it the stated time is doubted. Default: 72.</summary>
    public int OpenDelayHours { get; set; } = 72;

    /// <summary>Minimum number of answers, all on the same level, that form a straight line, 2 to 1,000. Default: 15,
    /// because five stars on all nine items of a kiosk are a plausible honest answer.</summary>
    public int StraightLineAnswers { get; set; } = 15;

    /// <summary>Number of consecutive ballots with the same answers from one device whose credential was verified, or from
    /// one device in an officer's files, 2 to 10,000. Default: 12.</summary>
    public int IdenticalRun { get; set; } = 12;

    /// <summary>Maximum number of minutes between two ballots of a run of identical ballots, 1 to 1,440. Default: 30.</summary>
    public int IdenticalMinutes { get; set; } = 30;

    /// <summary>Number of ballots that form a burst from one device whose credential was verified, or from one device in an
    /// officer's files, 2 to 1,000. Default: 8.</summary>
    public int BurstBallots { get; set; } = 8;

    /// <summary>Number of minutes within which this number of ballots forms a burst, 1 to 1,440. Default: 3.</summary>
    public int BurstMinutes { get; set; } = 3;

    /// <summary>Hour in Vietnam at which the night begins for ballots of kiosks and interviewers, 0 to 23. Default: 20.</summary>
    public int NightFromHour { get; set; } = 20;

    /// <summary>Hour in Vietnam at which the night ends, 0 to 23. Default: 6. The same value as <see cref="NightFromHour"/>
    /// disables the rule.</summary>
    public int NightToHour { get; set; } = 6;

    /// <summary>Number of previous days with which the ballots of a channel are compared, 7 to 366. Default: 28.</summary>
    public int BaselineDays { get; set; } = 28;

    /// <summary>Minimum number of days with ballots required to compare the history of a channel, 2 to 366. Default: 7.</summary>
    public int BaselineMinimumDays { get; set; } = 7;

    /// <summary>Expected number of false notices of channels per year, over all units, in the absence of ballot stuffing;
    /// 0.001 to 365. Default: 1.</summary>
    public double FalseNoticesPerYear { get; set; } = 1;

    /// <summary>Codes of devices used by staff. Ballots submitted on them are flagged.</summary>
    public IReadOnlyList<string> StaffDevices { get => field ?? []; set; } = [];

    /// <summary>Reads rules from JSON. Missing members have their default value.</summary>
    /// <param name="json">A JSON object with the members of this class in camel case.</param>
    /// <exception cref="SipasException">The JSON is not such an object (<c>QLT0001</c>), or values are outside their ranges
    /// (<c>QLT0002</c>, all reported).</exception>
    public static QualityRules Read(ReadOnlySpan<byte> json)
    {
        try
        {
            QualityRules rules = JsonSerializer.Deserialize(JsonText.Checked(json), QualityJsonContext.Default.QualityRules)
                ?? throw new SipasException(new Problem(ProblemCodes.QualityRulesUnreadable, "$", "null"));
            rules.RequireValid();
            return rules;
        }
        catch (JsonException error)
        {
            throw new SipasException(new Problem(ProblemCodes.QualityRulesUnreadable, error.Path ?? "$", error.Message), error);
        }
    }

    /// <summary>Returns the rules as JSON, which is stored with every run.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, QualityJsonContext.Default.QualityRules);

    /// <summary>Throws if a value is outside its range.</summary>
    /// <exception cref="SipasException">At least one value is outside its range (<c>QLT0002</c>). All are reported.</exception>
    public void RequireValid()
    {
        var problems = new List<Problem>();
        Check("secondsPerAnswer", SecondsPerAnswer, 0, 60);
        Check("longestMinutes", LongestMinutes, 1, 10_080);
        Check("openDelayHours", OpenDelayHours, 1, 8_760);
        Check("straightLineAnswers", StraightLineAnswers, 2, 1_000);
        Check("identicalRun", IdenticalRun, 2, 10_000);
        Check("identicalMinutes", IdenticalMinutes, 1, 1_440);
        Check("burstBallots", BurstBallots, 2, 1_000);
        Check("burstMinutes", BurstMinutes, 1, 1_440);
        Check("nightFromHour", NightFromHour, 0, 23);
        Check("nightToHour", NightToHour, 0, 23);
        Check("baselineDays", BaselineDays, 7, 366);
        Check("baselineMinimumDays", BaselineMinimumDays, 2, 366);
        Check("falseNoticesPerYear", FalseNoticesPerYear, 0.001, 365);
        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }

        void Check(string name, double value, double least, double maximum)
        {
            if (!(value >= least && value <= maximum))
            {
                problems.Add(new Problem(ProblemCodes.QualityRuleRange, name, value.ToString(CultureInfo.InvariantCulture),
                    string.Create(CultureInfo.InvariantCulture, $"{least}–{maximum}")));
            }
        }
    }
}
