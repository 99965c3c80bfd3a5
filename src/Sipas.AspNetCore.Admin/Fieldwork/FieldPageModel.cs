using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Admin.Surveys;
using Sipas.AspNetCore.Pages;
using Sipas.Fieldwork;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Reporting;

namespace Sipas.AspNetCore.Admin.Fieldwork;

/// <summary>The model of the page of fieldwork.</summary>
internal sealed record FieldPageModel
{
    public required PageTexts Words { get; init; }

    public required SurveyFile File { get; init; }

    public required FieldLedger Ledger { get; init; }

    public required DateOnly Today { get; init; }

    public required FieldProgress Progress { get; init; }

    public required FormState Form { get; init; }

    public required FormState Filter { get; init; }

    public required IReadOnlyList<FieldCase> Shown { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required SurveySteps Steps { get; init; }

    public required string FieldHref { get; init; }

    public required string AssignHref { get; init; }

    public required string ReinterviewHref { get; init; }

    public required Func<string, string> UnitHref { get; init; }

    public required Func<string, string> PrintHref { get; init; }

    public IReadOnlyList<string> Teams =>
        [.. Ledger.ActiveCases.Select(known => known.Team).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public string Rate(ExactShare? share) => Figures.Percent(share, OneDecimal) is { } percent
        ? Words.Percent(percent)
        : Words["report.none"];

    private static RoundingRule OneDecimal { get; } = new() { Decimals = 1, Midpoint = MidpointRule.AwayFromZero };
}
