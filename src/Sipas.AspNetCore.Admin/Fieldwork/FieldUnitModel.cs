using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Pages;
using Sipas.Fieldwork;

namespace Sipas.AspNetCore.Admin.Fieldwork;

/// <summary>The model of the page of one sampled case.</summary>
internal sealed record FieldUnitModel
{
    public required FieldCase Case { get; init; }

    public required IReadOnlyList<(string Column, string Cell)> Details { get; init; }

    public required IReadOnlyList<FieldLogEntry> History { get; init; }

    /// <summary>The signed-in account; null where the host has none.</summary>
    public required string? Account { get; init; }

    /// <summary>The pending request to replace the case; null when there is none.</summary>
    public required FieldLogEntry? Request { get; init; }

    public required int ReserveLeft { get; init; }

    public required FormState Form { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required string Action { get; init; }

    public required string BackHref { get; init; }

    public required Func<string, string> OtherHref { get; init; }
}
