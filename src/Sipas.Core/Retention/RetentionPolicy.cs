using System.Globalization;
using System.Text.Json;
using Sipas.Problems;

namespace Sipas.Retention;

/// <summary>
/// Retention periods of data that may identify a person, in days: 1 to 36,500 each; null retains the data. All periods
/// are null by default, because each province decides for itself how long it may retain data.
/// </summary>
/// <remarks>
/// Coded answers identify no person and are never erased; nor are verification data, plans, seals, certificates, counts
/// and audit records.
/// </remarks>
internal sealed class RetentionPolicy
{
    private const int LeastDays = 1;
    private const int MaxDays = 36_500;

    /// <summary>
    /// Names, contacts and ids of a survey's frame and sample lists, including the names of re-interviewed people: days
    /// after the last use of the survey's personal data.
    /// </summary>
    public int? PeopleDays { get; set; }

    /// <summary>Data of issued tickets: days after they expired.</summary>
    public int? TicketDays { get; set; }

    /// <summary>
    /// Name, contact and text of citizens who requested contact: days after their case was closed. Must not exceed the
    /// period promised in the consent text.
    /// </summary>
    public int? CaseDays { get; set; }

    /// <summary>Quarantined submissions that were not released: days after receipt.</summary>
    public int? QuarantineDays { get; set; }

    /// <summary>Trial ballots of devices: days after receipt.</summary>
    public int? TrialDays { get; set; }

    /// <summary>Short and long texts of citizens: days after the counting day of the ballot.</summary>
    public int? TextDays { get; set; }

    /// <summary>Reads a policy; data whose member is missing is retained.</summary>
    /// <param name="json">A JSON object with the members of this class in camel case.</param>
    /// <exception cref="SipasException">
    /// The text is no such object (<c>RET0001</c>), or values are out of range (<c>RET0002</c>, all of them).
    /// </exception>
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

    /// <summary>Returns the policy as JSON, which is recorded with every run.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RetentionJsonContext.Default.RetentionPolicy);

    /// <summary>Rejects values out of range.</summary>
    /// <exception cref="SipasException">All of them (<c>RET0002</c>).</exception>
    public void RequireValid()
    {
        (string Name, int? Days)[] members =
            [("peopleDays", PeopleDays), ("ticketDays", TicketDays), ("caseDays", CaseDays), ("quarantineDays", QuarantineDays),
                ("trialDays", TrialDays), ("textDays", TextDays)];
        Problem[] problems = [.. members
            .Where(member => member.Days is < LeastDays or > MaxDays)
            .Select(member => new Problem(ProblemCodes.RetentionRange, member.Name,
                member.Days!.Value.ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{LeastDays}–{MaxDays}")))];
        if (problems.Length > 0)
        {
            throw new SipasException(problems);
        }
    }
}
