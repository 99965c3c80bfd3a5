using Sipas.Ballots;
using Sipas.Reporting;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>The report of one unit, separately for each basis.</summary>
internal sealed record UnitReportModel : ReportFrame
{
    public required OrganisationUnit Unit { get; init; }

    /// <summary>The figures of each basis that are not withheld.</summary>
    public required IReadOnlyList<(SelectionBasis Basis, GroupScores Scores)> Bases { get; init; }

    /// <summary>The bases whose figures are withheld.</summary>
    public required IReadOnlyList<SelectionBasis> Withheld { get; init; }

    /// <summary>Minimum number of ballots of a figure about respondents.</summary>
    public required long Minimum { get; init; }

    public required string BackHref { get; init; }

    public required PageMargins Margins { get; init; }

    /// <summary>The self-selected results of this unit; null when there are none.</summary>
    public required KioskFigure? Kiosk { get; init; }
}
