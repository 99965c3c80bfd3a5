using Sipas.Problems;

namespace Sipas.Ranking;

/// <summary>Compares published figures of different years.</summary>
/// <remarks>Changes are differences of the rounded values, as the ministry publishes them: docs/method/comparison.md.</remarks>
internal static class SeriesComparison
{
    /// <summary>Compares two figures.</summary>
    /// <param name="from">The earlier figure.</param>
    /// <param name="to">The later figure.</param>
    /// <param name="overBreak">Whether to compute a difference even when the method or the respondent group changed.</param>
    public static FigureChange Compare(PublishedFigure from, PublishedFigure to, bool overBreak = false)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        SeriesBreak broken = (string.Equals(from.Series, to.Series, StringComparison.Ordinal) ? SeriesBreak.None : SeriesBreak.Method)
            | (string.Equals(from.RespondentGroup, to.RespondentGroup, StringComparison.Ordinal)
                ? SeriesBreak.None
                : SeriesBreak.Respondents);
        return new FigureChange
        {
            From = from,
            To = to,
            Break = broken,
            ChangePoints = broken == SeriesBreak.None || overBreak ? to.Percent - from.Percent : null,
        };
    }

    /// <summary>Computes the year-to-year changes of one series of figures.</summary>
    /// <param name="figures">Figures of one subject in any order, each year once.</param>
    /// <param name="overBreak">Whether to compute a difference even over a break.</param>
    /// <returns>One change for each pair of consecutive years in the list.</returns>
    /// <exception cref="SipasException">A year occurs twice (<c>CMP0004</c>).</exception>
    public static IReadOnlyList<FigureChange> Series(IEnumerable<PublishedFigure> figures, bool overBreak = false)
    {
        ArgumentNullException.ThrowIfNull(figures);
        figures = [.. figures];
        UnitComparison.RefuseTwice(figures);
        PublishedFigure[] sorted = [.. figures.OrderBy(figure => figure.Year)];
        return [.. sorted.Zip(sorted.Skip(1), (from, to) => Compare(from, to, overBreak))];
    }
}
