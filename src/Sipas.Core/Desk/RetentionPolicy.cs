using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Problems;

namespace Sipas.Desk;

/// <summary>How long what may name somebody is kept, in days: 1 to 36,500 each; null keeps it. Everything is off until it is set, for how long a province may keep what is its own decision.</summary>
/// <remarks>Coded answers name nobody and are never erased; nor are proofs, plans, seals, certificates, counts and records of audit.</remarks>
public sealed class RetentionPolicy
{
    private const int LeastDays = 1;
    private const int MostDays = 36_500;

    /// <summary>Names, contacts and ids of a survey's frame and lists, with them the names of those who are asked again: days after the survey's people were last used.</summary>
    public int? PeopleDays { get; set; }

    /// <summary>What is kept of issued tickets: days after they ended.</summary>
    public int? TicketDays { get; set; }

    /// <summary>Name, contact and words of citizens who asked to be contacted: days after their case was closed. What the consent promised is the longest that is right.</summary>
    public int? CaseDays { get; set; }

    /// <summary>Packages in quarantine that nobody released: days after they came.</summary>
    public int? QuarantineDays { get; set; }

    /// <summary>Ballots of devices that were tried out: days after they came.</summary>
    public int? TrialDays { get; set; }

    /// <summary>Short and long texts in a citizen's own words: days after the day for which the ballot counts.</summary>
    public int? TextDays { get; set; }

    /// <summary>Reads a policy; what the text does not name is kept.</summary>
    /// <param name="json">A JSON object with the members of this class in camel case.</param>
    /// <exception cref="SipasException">It is no such object (<c>RET0001</c>), or values are outside their range (<c>RET0002</c>, all of them).</exception>
    public static RetentionPolicy Read(ReadOnlySpan<byte> json)
    {
        try
        {
            RetentionPolicy policy = JsonSerializer.Deserialize(JsonText.Checked(json), RetentionJsonContext.Default.RetentionPolicy)
                ?? throw new SipasException(new Problem(ProblemCodes.RetentionUnreadable, "$", "null"));
            policy.RequireValid();
            return policy;
        }
        catch (JsonException error)
        {
            throw new SipasException(new Problem(ProblemCodes.RetentionUnreadable, error.Path ?? "$", error.Message), error);
        }
    }

    /// <summary>The policy as JSON, which is noted with every run.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RetentionJsonContext.Default.RetentionPolicy);

    /// <summary>Refuses values outside their range.</summary>
    /// <exception cref="SipasException">All of them (<c>RET0002</c>).</exception>
    public void RequireValid()
    {
        (string Name, int? Days)[] members =
            [("peopleDays", PeopleDays), ("ticketDays", TicketDays), ("caseDays", CaseDays), ("quarantineDays", QuarantineDays), ("trialDays", TrialDays), ("textDays", TextDays)];
        Problem[] problems = [.. members
            .Where(member => member.Days is < LeastDays or > MostDays)
            .Select(member => new Problem(ProblemCodes.RetentionRange, member.Name, member.Days!.Value.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{LeastDays}–{MostDays}")))];
        if (problems.Length > 0)
        {
            throw new SipasException(problems);
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RetentionPolicy))]
internal sealed partial class RetentionJsonContext : JsonSerializerContext;
