using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Reports;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Quality;

namespace Sipas.AspNetCore.Desk;

/// <summary>The model of the page of reviews.</summary>
internal sealed record ReviewModel
{
    public required ReportWords Words { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required QualityRun? Run { get; init; }

    public required string RunHref { get; init; }

    /// <summary>Notices of the last run about channels of units, the latest first.</summary>
    public required IReadOnlyList<GroupNotice> Notices { get; init; }

    public required IReadOnlyList<ReportLink> States { get; init; }

    public required IReadOnlyList<ReviewRow> Rows { get; init; }

    public required IReadOnlyList<ReportLink> Pages { get; init; }
}

/// <summary>One flagged ballot.</summary>
/// <param name="Ballot">The ballot with its flags.</param>
/// <param name="State">The text of its state.</param>
/// <param name="Kept">The ballot as it is stored.</param>
/// <param name="Device">The authenticated device; null for none.</param>
/// <param name="Href">The target of a decision.</param>
/// <param name="Problems">The reasons why the last decision was rejected.</param>
internal sealed record ReviewRow(FlaggedBallot Ballot, string State, KeptBallot? Kept, string? Device, string Href, IReadOnlyList<Problem> Problems);
