using Sipas.AspNetCore.Admin.Surveys;
using Sipas.AspNetCore.Pages;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Sampling;

namespace Sipas.AspNetCore.Admin.Sampling;

/// <summary>The model of the page of a survey.</summary>
internal sealed record SurveyPageModel
{
    public required PageTexts Words { get; init; }

    public required SurveyFile File { get; init; }

    public required MethodPack? Pack { get; init; }

    public required FormState Form { get; init; }

    public required SurveySteps Steps { get; init; }

    public required string EditHref { get; init; }

    public required string JsonHref { get; init; }

    public required IReadOnlyList<Problem> Warnings { get; init; }

    public IReadOnlyList<LocalizedText> Sentences { get; init; } = [];

    public IReadOnlyList<SizeStep> SizeSteps { get; init; } = [];

    public IReadOnlyList<Problem> SizeProblems { get; init; } = [];

    public AllocationResult? Allocation { get; init; }

    public string Percent(double? share) => share is { } known
        ? PlanForm.Percent(known).Replace(".", Words.Language == "en" ? "." : ",", StringComparison.Ordinal) + " %"
        : "";

    public string Days(DateOnly? from, DateOnly? to) =>
        from is null && to is null ? "" : $"{(from is { } first ? Words.Day(first) : "…")} – {(to is { } last ? Words.Day(last) : "…")}";
}
