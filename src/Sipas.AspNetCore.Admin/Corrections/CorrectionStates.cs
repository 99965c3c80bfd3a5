using Sipas.AspNetCore.Pages;
using Sipas.Corrections;

namespace Sipas.AspNetCore.Admin.Corrections;

/// <summary>The state of a correction in words.</summary>
internal static class CorrectionStates
{
    public static string StateIn(this PendingCorrection correction, PageTexts words) => correction.Decision switch
    {
        CorrectionDecision.Confirmed => words.Fill("correction.confirmed", ("name", correction.DecidedBy!),
            ("time", words.Time(correction.DecidedAt!.Value))),
        CorrectionDecision.Rejected => words.Fill("correction.rejected", ("name", correction.DecidedBy!),
            ("time", words.Time(correction.DecidedAt!.Value))),
        _ => words["correction.waits"],
    };
}
