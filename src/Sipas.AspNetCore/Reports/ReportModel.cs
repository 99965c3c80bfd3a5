using Sipas.Ballots;
using Sipas.Reporting;

namespace Sipas.AspNetCore.Reports;

/// <summary>The report of all units for one basis.</summary>
internal sealed record ReportModel : ReportFrame
{
    public required SelectionBasis Basis { get; init; }

    public required GroupScores Total { get; init; }

    public required IReadOnlyList<CriterionItems> Items { get; init; }

    public required IReadOnlyList<UnitRow> Units { get; init; }

    /// <summary>Margins of sampled ballots; null for self-selected ones, which have none.</summary>
    public required PageMargins? Margins { get; init; }

    /// <summary>The margins, if they are known.</summary>
    public PageMargins? KnownMargins => Margins is { Known: true } ? Margins : null;

    public required string RankingHref { get; init; }
}
