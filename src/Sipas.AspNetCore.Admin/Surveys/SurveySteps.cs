using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Pages;

namespace Sipas.AspNetCore.Admin.Surveys;

/// <summary>The steps of a survey from its plan to fieldwork.</summary>
internal sealed record SurveySteps(IReadOnlyList<SurveyStep> Steps)
{
    public static SurveySteps Of(AdminRequest request, SurveyFile file, string current)
    {
        PageTexts words = request.Words;
        string code = file.Plan.Code;
        bool isSealed = file.Frame?.Seal is not null;
        bool isDrawn = file.Draw is not null;
        (string Key, string Endpoint, string? State, bool Done)[] steps =
        [
            ("plan", SurveyRoutes.Survey, words.Fill("step.planState", ("n", words.Count(file.Stored.Revision))), true),
            ("frame", SurveyRoutes.Frame, file.Frame is null ? words["step.frameNone"]
                : words.Fill(isSealed ? "step.frameSealed" : "step.frameOpen", ("n", words.Count(file.Frame.RowCount))), isSealed),
            ("draw", SurveyRoutes.Draw, file.Draw is { } draw
                ? words.Fill("step.drawn", ("n", words.Count(draw.Official.Entries.Count)), ("m", words.Count(draw.Reserve.Entries.Count)))
                : isSealed ? words["step.drawNext"] : null, isDrawn),
            ("print", SurveyRoutes.Print, isDrawn ? words["step.printReady"] : null, isDrawn),
            ("field", SurveyRoutes.Field, isDrawn ? words.Fill("step.fieldState", ("n", words.Count(file.Log.Count))) : null, false),
        ];
        return new SurveySteps([.. steps.Select((step, i) => new SurveyStep(
            i + 1, words["step." + step.Key], step.State, request.Path(step.Endpoint, ("survey", code)), step.Key == current, step.Done))]);
    }
}
