using Sipas.Ranking;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>What <c>POST /sipas/v1/comparison</c> takes: published figures, and where boundaries changed the units with what became of them.</summary>
internal sealed record ComparisonRequest
{
    /// <summary>The figures, rounded as they were published.</summary>
    public required IReadOnlyList<PublishedFigure> Figures { get; init; }

    /// <summary>The units of both years; left out when boundaries did not change. Then the figures must be of exactly two years.</summary>
    public IReadOnlyList<OrganisationUnit>? Units { get; init; }

    /// <summary>What became of units that ended.</summary>
    public IReadOnlyList<UnitSuccession>? Successions { get; init; }

    /// <summary>The boundaries on which units are compared; the new ones when left out.</summary>
    public ComparisonBoundaries? Boundaries { get; init; }

    /// <summary>Decimals of a figure that is carried over a bridge: 0 to 4; 2 when left out.</summary>
    public int? Decimals { get; init; }

    /// <summary>Whether differences are computed over a break in the series; they are labelled.</summary>
    public bool OverBreak { get; init; }
}
