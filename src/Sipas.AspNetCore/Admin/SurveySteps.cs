using Sipas.AspNetCore.Reports;

namespace Sipas.AspNetCore.Admin;

/// <summary>One of the officer's steps.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">Its name.</param>
/// <param name="State">Its progress, in words; null before it can begin.</param>
/// <param name="Href">Its page.</param>
/// <param name="IsCurrent">Whether it is the current page.</param>
/// <param name="IsDone">Whether the step is completed.</param>
internal sealed record SurveyStep(int Number, string Text, string? State, string Href, bool IsCurrent, bool IsDone);

/// <summary>The steps of a survey from its plan to fieldwork.</summary>
internal sealed record SurveySteps(ReportWords Words, IReadOnlyList<SurveyStep> Steps)
{
    public static SurveySteps Of(AdminRequest request, SurveyFile file, string current)
    {
        ReportWords words = request.Words;
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
