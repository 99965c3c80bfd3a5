using Sipas.Packs;
using Sipas.Problems;
using Sipas.Ranking;
using Sipas.Units;
using static Sipas.Reporting.ReportTexts;

namespace Sipas.Reporting;

/// <summary>Entry points of <c>sipas compare</c>.</summary>
internal static class CompareReport
{
    /// <summary>Compares the figures of one or more subjects from year to year.</summary>
    /// <param name="figures">Published figures; each subject is compared only with itself.</param>
    /// <param name="overBreak">Whether to compute differences over a break in the series.</param>
    public static CompareDocument OfYears(IReadOnlyList<PublishedFigure> figures, bool overBreak = false)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return Document([.. figures.GroupBy(figure => figure.Code, StringComparer.Ordinal)
            .SelectMany(same => SeriesComparison.Series(same, overBreak))
            .Select(change => Row(change.To.Code, change, false, Refusal(change)))]);
    }

    /// <summary>Compares the organisation units of two years over changed boundaries.</summary>
    /// <param name="history">The units with their history.</param>
    /// <param name="oldDay">A day on which the unit tree of the earlier year is valid.</param>
    /// <param name="newDay">A day on which the unit tree of the later year is valid.</param>
    /// <param name="earlier">Published figures of the earlier year.</param>
    /// <param name="later">Published figures of the later year.</param>
    /// <param name="boundaries">The boundaries.</param>
    /// <param name="rounding">The rounding of converted figures.</param>
    /// <param name="overBreak">Whether to compute differences over a break in the series.</param>
    /// <exception cref="SipasException">A unit has two figures of one year.</exception>
    public static CompareDocument OfUnits(UnitHistory history, DateOnly oldDay, DateOnly newDay, IReadOnlyList<PublishedFigure> earlier,
        IReadOnlyList<PublishedFigure> later,
        ComparisonBoundaries boundaries, RoundingRule rounding, bool overBreak = false)
    {
        ArgumentNullException.ThrowIfNull(history);
        IReadOnlyList<UnitChange> changes = UnitComparison.Compare(
            history.Bridge(oldDay, newDay), earlier, later, boundaries, rounding, overBreak);
        return Document([.. changes.Select(change => Row(change.UnitCode, change.Change, change.Bridge.Count > 0, change.Refusal))]) with
        {
            Boundaries = boundaries,
            Bridge = [.. changes.SelectMany(change => change.Bridge)],
        };
    }

    private static CompareDocument Document(CompareRow[] rows) =>
        new() { Rows = rows, Counts = ChangeCounts.Of(rows.Select(row => row.Direction)) };

    private static Problem? Refusal(FigureChange change) =>
        change.ChangePoints is not null ? null
        : change.From.Percent is null ? new Problem(ProblemCodes.FigureMissing, change.To.Code, Cell(change.From.Year))
        : change.To.Percent is null ? new Problem(ProblemCodes.FigureMissing, change.To.Code, Cell(change.To.Year))
        : new Problem(ProblemCodes.SeriesBroken, change.To.Code, Cell(change.From.Year), Cell(change.To.Year));

    private static CompareRow Row(string code, FigureChange? change, bool isBridged, Problem? refusal) => new()
    {
        Code = code,
        FromYear = change?.From.Year,
        FromPercent = change?.From.Percent,
        ToYear = change?.To.Year,
        ToPercent = change?.To.Percent,
        ChangePoints = change?.ChangePoints,
        Direction = change?.Direction,
        Break = change is null
        ? []
        : [.. ((SeriesBreak[])[SeriesBreak.Method, SeriesBreak.Respondents]).Where(part => change.Break.HasFlag(part)).Select(Word)],
        IsOverBreak = change?.IsOverBreak ?? false,
        IsBridged = isBridged,
        Refusal = UnavailableFigure.Of(refusal),
    };
}
