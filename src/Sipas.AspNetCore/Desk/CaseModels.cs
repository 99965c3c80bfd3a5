using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Admin;
using Sipas.AspNetCore.Reports;
using Sipas.Signals;

namespace Sipas.AspNetCore.Desk;

/// <summary>The model of the list of cases.</summary>
internal sealed record CaseListModel
{
    public required ReportWords Words { get; init; }

    public required FormState Query { get; init; }

    public required string FilterHref { get; init; }

    public required string State { get; init; }

    public required IReadOnlyList<ReportLink> States { get; init; }

    public required IReadOnlyList<(string Value, string Text)> Owners { get; init; }

    public required IReadOnlyList<(string Value, string Text)> Units { get; init; }

    public required IReadOnlyList<CaseRow> Rows { get; init; }

    public required IReadOnlyList<ReportLink> Pages { get; init; }
}

/// <summary>A row of the list: contains neither name nor contact, which only the page of the case shows.</summary>
internal sealed record CaseRow(ContactCase Case, string UnitName, string State, string Href);

/// <summary>The model of the page of a case.</summary>
internal sealed record CaseModel
{
    public required ReportWords Words { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required FormState Form { get; init; }

    public required ContactCase Case { get; init; }

    public required string UnitName { get; init; }

    public required string State { get; init; }

    public required IReadOnlyList<CaseEntry> Entries { get; init; }

    public required string ActHref { get; init; }

    public required string ListHref { get; init; }
}
