using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Pages;
using Sipas.Fieldwork;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Reporting;

namespace Sipas.AspNetCore.Admin.Fieldwork;

/// <summary>The model of the page of the check.</summary>
internal sealed record ReinterviewPageModel
{
    public required PageTexts Words { get; init; }

    public required FieldLedger Ledger { get; init; }

    public required StoredReinterview? Drawn { get; init; }

    public required FormState Form { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required string DrawHref { get; init; }

    public required string RecordHref { get; init; }

    public required string BackHref { get; init; }

    public string Rate(ExactShare? share) => Figures.Percent(share, OneDecimal) is { } percent
        ? Words.Percent(percent)
        : Words["report.none"];

    private static RoundingRule OneDecimal { get; } = new() { Decimals = 1, Midpoint = MidpointRule.AwayFromZero };
}
