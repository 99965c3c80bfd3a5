using Sipas.Ranking;
using Sipas.Reporting;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>The ranking of sampled ballots.</summary>
internal sealed record RankModel : ReportFrame
{
    public required RankDocument Ranking { get; init; }

    public required PageMargins Margins { get; init; }

    public required RankIntervalOptions Options { get; init; }

    public required string NodeName { get; init; }

    /// <summary>The self-selected results of each unit; empty when there are none.</summary>
    public required IReadOnlyList<KioskFigure> Kiosks { get; init; }

    /// <summary>The questionnaire of the self-selected ballots, when it is another; null when it is the same.</summary>
    public required string? KioskQuestionnaire { get; init; }

    public required Func<string, string> UnitHref { get; init; }

    /// <summary>Units whose figures are withheld.</summary>
    public required IReadOnlySet<string> Withheld { get; init; }

    public required UnitDirectory Directory { get; init; }

    /// <summary>Gets the name of a unit; its code if it has no name.</summary>
    public string NameOf(RankRow unit) => unit.Name is { } name ? Words.Of(name) : unit.Code;
}
