using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Problems;

namespace Sipas.Quality;

/// <summary>From when on a ballot is looked at again. A rule never removes a ballot; it only says why somebody should look.</summary>
public sealed class QualityRules
{
    /// <summary>Seconds from first to last tap below which a ballot is too fast, for each item that was answered; 0 to 60. Default 0.5. 0 switches the rule off.</summary>
    public double SecondsPerAnswer { get; set; } = 0.5;

    /// <summary>Minutes from first to last tap above which a duration is impossible on a page that empties itself after a pause; 1 to 10,080. Default 720.</summary>
    public int LongestMinutes { get; set; } = 720;

    /// <summary>Hours between the last tap that a sender without a credential states and the server's receipt, above which the stated time is doubted; 1 to 8,760. Default 72.</summary>
    public int OpenDelayHours { get; set; } = 72;

    /// <summary>Answers from which on one level throughout is a straight line; 2 to 1,000. Default 15: on a kiosk's nine items five stars throughout are an honest answer.</summary>
    public int StraightLineAnswers { get; set; } = 15;

    /// <summary>Ballots in a row with the same answers at one device whose credential was checked, or of one device in an officer's files; 2 to 10,000. Default 12.</summary>
    public int IdenticalRun { get; set; } = 12;

    /// <summary>Minutes between two ballots of a row of identical ones at most; 1 to 1,440. Default 30.</summary>
    public int IdenticalMinutes { get; set; } = 30;

    /// <summary>Ballots of a burst at one device whose credential was checked, or of one device in an officer's files; 2 to 1,000. Default 8.</summary>
    public int BurstBallots { get; set; } = 8;

    /// <summary>Minutes within which that many ballots are a burst; 1 to 1,440. Default 3.</summary>
    public int BurstMinutes { get; set; } = 3;

    /// <summary>Hour in Vietnam at which the night begins for ballots of kiosks and interviewers; 0 to 23. Default 20.</summary>
    public int NightFromHour { get; set; } = 20;

    /// <summary>Hour in Vietnam at which it ends; 0 to 23. Default 6. The same as <see cref="NightFromHour"/> switches the rule off.</summary>
    public int NightToHour { get; set; } = 6;

    /// <summary>Days before a day with which the ballots of a channel are compared; 7 to 366. Default 28.</summary>
    public int BaselineDays { get; set; } = 28;

    /// <summary>Days with ballots of a channel below which its history is not compared; 2 to 366. Default 7.</summary>
    public int BaselineMinimumDays { get; set; } = 7;

    /// <summary>Notices of channels in a year, over all units, that are expected where nobody stuffs ballots; 0.001 to 365. Default 1.</summary>
    public double FalseNoticesPerYear { get; set; } = 1;

    /// <summary>Codes of devices that staff use themselves; a ballot cast on one is looked at.</summary>
    public IReadOnlyList<string> StaffDevices { get => field ?? []; set; } = [];

    /// <summary>Reads rules; what the text does not name keeps its default.</summary>
    /// <param name="json">A JSON object with the members of this class in camel case.</param>
    /// <exception cref="SipasException">It is no such object (<c>QLT0001</c>), or values are outside their ranges (<c>QLT0002</c>, all of them).</exception>
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

    /// <summary>The rules as JSON, which is kept with every run.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, QualityJsonContext.Default.QualityRules);

    /// <summary>Refuses values outside their ranges.</summary>
    /// <exception cref="SipasException">All of them (<c>QLT0002</c>).</exception>
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

        void Check(string name, double value, double least, double most)
        {
            if (!(value >= least && value <= most))
            {
                problems.Add(new Problem(ProblemCodes.QualityRuleRange, name, value.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{least}–{most}")));
            }
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(QualityRules))]
internal sealed partial class QualityJsonContext : JsonSerializerContext;
