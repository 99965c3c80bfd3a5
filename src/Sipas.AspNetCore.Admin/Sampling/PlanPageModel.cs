using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Admin.Surveys;
using Sipas.AspNetCore.Pages;
using Sipas.Packs;

namespace Sipas.AspNetCore.Admin.Sampling;

/// <summary>The model of the pages of a plan.</summary>
internal sealed record PlanPageModel
{
    /// <summary>The survey; null for a new one.</summary>
    public required SurveyFile? File { get; init; }

    public required FormState Form { get; init; }

    public required IReadOnlyList<MethodPack> Packs { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required string Action { get; init; }

    public required string? JsonHref { get; init; }

    public required SurveySteps? Steps { get; init; }

    /// <summary>Whether the plan can no longer be changed, because the lists are drawn.</summary>
    public bool IsFixed => File?.Draw is not null;
}
