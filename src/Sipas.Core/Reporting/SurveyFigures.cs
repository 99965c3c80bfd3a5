using Sipas.Ballots;

namespace Sipas.Reporting;

/// <summary>The figures of all organisation units for one selection basis: their total, and the index of each.</summary>
internal sealed record SurveyFigures
{
    /// <summary>The basis of the total and of the units.</summary>
    public required SelectionBasis Basis { get; init; }

    /// <summary>Number of ballots of each basis; null where it is withheld.</summary>
    public required IReadOnlyDictionary<SelectionBasis, long?> Ballots { get; init; }

    /// <summary>The figures of all units together; null where they are withheld, in which case no unit is listed.</summary>
    public required GroupScores? Total { get; init; }

    /// <summary>Every organisation unit of the directory in its order, including units without ballots.</summary>
    public required IReadOnlyList<UnitFigure> Units { get; init; }
}
