using System.Text.Json;
using Sipas.Problems;

namespace Sipas.Plans;

/// <summary>Reads and writes survey plans as JSON.</summary>
internal static class SurveyPlanSerializer
{
    /// <summary>Reads a plan.</summary>
    /// <param name="json">
    /// UTF-8 JSON, with or without a byte order mark. Unknown fields are rejected, so that a misspelt rule is not
    /// silently ignored.
    /// </param>
    /// <returns>The plan, not yet verified: see <see cref="SurveyPlanVerifier"/>.</returns>
    /// <exception cref="SipasException">
    /// The text is not a plan (<c>PLN0001</c>); the problem names the location that could not be read.
    /// </exception>
    public static SurveyPlan Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(JsonText.Checked(json), SurveyPlanJsonContext.Default.SurveyPlan)
                ?? throw new SipasException(new Problem(ProblemCodes.PlanUnreadable, "$", "null"));
        }
        catch (JsonException error)
        {
            throw new SipasException(new Problem(ProblemCodes.PlanUnreadable, error.Path ?? "$", error.Message), error);
        }
        catch (NotSupportedException error)
        {
            // System.Text.Json throws this when "rule" is missing or is not the first field of a size rule.
            throw new SipasException(new Problem(ProblemCodes.PlanUnreadable, "$.size", "rule?"), error);
        }
    }

    /// <summary>Writes a plan as indented UTF-8 JSON.</summary>
    /// <param name="plan">The plan.</param>
    public static byte[] Write(SurveyPlan plan) => JsonSerializer.SerializeToUtf8Bytes(plan, SurveyPlanJsonContext.Readable.SurveyPlan);
}
