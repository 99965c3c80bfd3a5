using Sipas.Common;
using Sipas.Fieldwork;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.Storage.InMemory;

/// <summary>Plans, frames, draws and field logs, which several parts use; used while the session is locked.</summary>
internal sealed class InMemorySurveys
{
    /// <summary>The plans, in the order of their first save.</summary>
    public List<StoredPlan> Plans { get; } = [];

    /// <summary>The frame of each survey.</summary>
    public Dictionary<string, StoredFrame> Frames { get; } = new(StringComparer.Ordinal);

    /// <summary>The rows of each frame, by its id.</summary>
    public Dictionary<long, FrameRow[]> Rows { get; } = [];

    /// <summary>The draw of each survey.</summary>
    public Dictionary<string, StoredDraw> Draws { get; } = new(StringComparer.Ordinal);

    /// <summary>The field log of each survey.</summary>
    public Dictionary<string, List<FieldLogEntry>> Logs { get; } = new(StringComparer.Ordinal);

    /// <summary>Time of the last re-interview of each survey.</summary>
    public Dictionary<string, DateTimeOffset> CheckedAt { get; } = new(StringComparer.Ordinal);

    /// <summary>Refuses a survey without a plan.</summary>
    public void RefuseUnknown(string survey)
    {
        if (!Plans.Exists(stored => stored.Plan.Code == survey))
        {
            throw new SipasException(new Problem(ProblemCodes.SurveyUnknown, null, survey));
        }
    }

    /// <summary>Refuses a survey whose sample was drawn.</summary>
    public void RefuseDrawn(string survey)
    {
        if (Draws.TryGetValue(survey, out StoredDraw? draw))
        {
            throw new SipasException(new Problem(ProblemCodes.PlanDrawn, survey, Iso8601.Write(draw.Certificate.DrawnAt)));
        }
    }
}
