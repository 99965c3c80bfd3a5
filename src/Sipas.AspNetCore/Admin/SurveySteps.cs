using Sipas.AspNetCore.Reports;

namespace Sipas.AspNetCore.Admin;

/// <summary>The steps of a survey from its plan to fieldwork.</summary>
internal sealed record SurveySteps(ReportTexts Words, IReadOnlyList<SurveyStep> Steps)
{
    public static SurveySteps Of(AdminRequest request, SurveyFile file, string current)
    {
        ReportTexts words = request.Words;
        string code = file.Plan.Code;
        bool isSealed = file.Frame?.Seal is not null;
        bool isDrawn = file.Draw is not null;
        (string Key, string Endpoint, string? State, bool Done)[] steps =
        [
            ("plan", SurveyEndpoints.SurveyName, words.Fill("step.planState", ("n", words.Count(file.Stored.Revision))), true),
            ("frame", FrameEndpoints.FrameName, file.Frame is null ? words["step.frameNone"]
                : words.Fill(isSealed ? "step.frameSealed" : "step.frameOpen", ("n", words.Count(file.Frame.RowCount))), isSealed),
            ("draw", DrawEndpoints.DrawName, file.Draw is { } draw
                ? words.Fill("step.drawn", ("n", words.Count(draw.Official.Entries.Count)), ("m", words.Count(draw.Reserve.Entries.Count)))
                : isSealed ? words["step.drawNext"] : null, isDrawn),
            ("print", PrintEndpoints.PrintName, isDrawn ? words["step.printReady"] : null, isDrawn),
            ("field", FieldEndpoints.FieldName, isDrawn ? words.Fill("step.fieldState", ("n", words.Count(file.Log.Count))) : null, false),
        ];
        return new SurveySteps(words, [.. steps.Select((step, i) => new SurveyStep(
            i + 1, words["step." + step.Key], step.State, request.Path(step.Endpoint, ("survey", code)), step.Key == current, step.Done))]);
    }
}
