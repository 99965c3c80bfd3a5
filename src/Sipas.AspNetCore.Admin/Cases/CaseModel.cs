using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Pages;
using Sipas.Cases;

namespace Sipas.AspNetCore.Admin.Cases;

/// <summary>The model of the page of a case.</summary>
internal sealed record CaseModel
{
    public required AntiforgeryTokenSet Mark { get; init; }

    public required FormState Form { get; init; }

    public required ContactCase Case { get; init; }

    public required string UnitName { get; init; }

    public required string State { get; init; }

    public required IReadOnlyList<CaseEntry> Entries { get; init; }

    public required string ActHref { get; init; }

    public required string ListHref { get; init; }
}
