using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Pages;
using Sipas.Counting;
using Sipas.Quality;

namespace Sipas.AspNetCore.Admin.Quality;

/// <summary>The model of the page of reviews.</summary>
internal sealed record ReviewModel
{
    public required AntiforgeryTokenSet Mark { get; init; }

    public required QualityRun? Run { get; init; }

    public required string RunHref { get; init; }

    /// <summary>Notices of the last run about channels of units, the latest first.</summary>
    public required IReadOnlyList<GroupNotice> Notices { get; init; }

    public required IReadOnlyList<PageLink> States { get; init; }

    public required IReadOnlyList<ReviewRow> Rows { get; init; }

    public required IReadOnlyList<PageLink> Pages { get; init; }
}
