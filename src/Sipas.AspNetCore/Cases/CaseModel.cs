using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Admin;
using Sipas.AspNetCore.Reports;
using Sipas.Alerts;
using Sipas.Cases;

namespace Sipas.AspNetCore.Cases;

/// <summary>The model of the page of a case.</summary>
internal sealed record CaseModel
{
    public required ReportTexts Words { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required FormState Form { get; init; }

    public required ContactCase Case { get; init; }

    public required string UnitName { get; init; }

    public required string State { get; init; }

    public required IReadOnlyList<CaseEntry> Entries { get; init; }

    public required string ActHref { get; init; }

    public required string ListHref { get; init; }
}
