using Sipas.AspNetCore.Pages;

namespace Sipas.AspNetCore.Admin.Cases;

/// <summary>The model of the list of cases.</summary>
internal sealed record CaseListModel
{
    public required FormState Query { get; init; }

    public required string FilterHref { get; init; }

    public required string State { get; init; }

    public required IReadOnlyList<PageLink> States { get; init; }

    public required IReadOnlyList<(string Value, string Text)> Owners { get; init; }

    public required IReadOnlyList<(string Value, string Text)> Units { get; init; }

    public required IReadOnlyList<CaseRow> Rows { get; init; }

    public required IReadOnlyList<PageLink> Pages { get; init; }
}
