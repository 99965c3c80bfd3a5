using Microsoft.AspNetCore.Antiforgery;
using Sipas.AspNetCore.Reports;
using Sipas.Ballots;
using Sipas.Problems;
using Sipas.Quality;

namespace Sipas.AspNetCore.Desk;

/// <summary>What the page of reviews shows.</summary>
internal sealed record ReviewModel
{
    public required ReportWords Words { get; init; }

    public required AntiforgeryTokenSet Mark { get; init; }

    public required QualityRun? Run { get; init; }

    public required string RunHref { get; init; }

    public required IReadOnlyList<ReportLink> States { get; init; }

    public required IReadOnlyList<ReviewRow> Rows { get; init; }

    public required IReadOnlyList<ReportLink> Pages { get; init; }
}

/// <summary>One flagged ballot.</summary>
internal sealed record ReviewRow(FlaggedBallot Ballot, string State, KeptBallot? Kept, string Href, IReadOnlyList<Problem> Problems);
