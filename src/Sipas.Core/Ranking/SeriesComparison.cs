using System.Text.Json.Serialization;
using Sipas.Questionnaires;
using Sipas.Text;

namespace Sipas.Ranking;

/// <summary>A figure as published, that is, rounded.</summary>
public sealed record PublishedFigure
{
    /// <summary>Subject of the figure: the code of a unit, node or item.</summary>
    public required string Code { get; init; }

    /// <summary>The reference year.</summary>
    public required int Year { get; init; }

    /// <summary>The published percentage, 0 to 100; null when none was published.</summary>
    public required decimal? Percent { get; init; }

    /// <summary>Code of the method series; figures of different series are not compared.</summary>
    public required string Series { get; init; }

    /// <summary>Code of the respondent group; null when unknown.</summary>
    public string? RespondentGroup { get; init; }

    /// <summary>Weight of the figure when units are bridged, for example its ballots or its population: above 0.</summary>
    public decimal Weight { get; init; } = 1;

    /// <summary>Creates a figure with the series and respondent group of a pack.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="code">Subject of the figure.</param>
    /// <param name="year">The year.</param>
    /// <param name="percent">The published percentage.</param>
    public static PublishedFigure Of(MethodPack pack, string code, int year, decimal? percent)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return new PublishedFigure { Code = code, Year = year, Percent = percent, Series = pack.Series ?? pack.Id, RespondentGroup = pack.RespondentGroup };
    }
}

/// <summary>The reason why two years do not form one series.</summary>
[Flags]
[JsonConverter(typeof(CamelCaseEnumConverter<SeriesBreak>))]
public enum SeriesBreak
{
    /// <summary>No break: the years form one series.</summary>
    None = 0,

    /// <summary>The method changed.</summary>
    Method = 1,

    /// <summary>The respondent group changed.</summary>
    Respondents = 2,
}

/// <summary>Direction of the change of a figure or rank.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ChangeDirection>))]
public enum ChangeDirection
{
    /// <summary>Better: a higher figure, or a rank nearer to 1.</summary>
    Up,

    /// <summary>Worse.</summary>
    Down,

    /// <summary>The published values are equal.</summary>
    Same,
}

/// <summary>The change between two published figures.</summary>
public sealed record FigureChange
{
    /// <summary>The earlier figure.</summary>
    public required PublishedFigure From { get; init; }

    /// <summary>The later figure.</summary>
    public required PublishedFigure To { get; init; }

    /// <summary>The reason why the years do not form one series.</summary>
    public required SeriesBreak Break { get; init; }

    /// <summary>
    /// Later minus earlier published value, in percentage points; null when a value is missing, or the series is broken
    /// and no difference was requested.
    /// </summary>
    public required decimal? ChangePoints { get; init; }

    /// <summary>Whether the difference was computed over a break on request; it must then be labelled wherever it is shown.</summary>
    public bool IsOverBreak => Break != SeriesBreak.None && ChangePoints is not null;

    /// <summary>Direction of the change; null when there is no difference.</summary>
    public ChangeDirection? Direction => ChangePoints switch
    {
        null => null,
        > 0 => ChangeDirection.Up,
        < 0 => ChangeDirection.Down,
        _ => ChangeDirection.Same,
    };
}

/// <summary>Numbers of figures that improved, worsened or stayed the same.</summary>
/// <param name="Up">Better.</param>
/// <param name="Down">Worse.</param>
/// <param name="Same">The same.</param>
/// <param name="NotCompared">Without an earlier or a later value.</param>
public readonly record struct ChangeCounts(int Up, int Down, int Same, int NotCompared)
{
    /// <summary>Counts directions; null counts as not compared.</summary>
    /// <param name="directions">The directions.</param>
    public static ChangeCounts Of(IEnumerable<ChangeDirection?> directions)
    {
        ArgumentNullException.ThrowIfNull(directions);
        ILookup<ChangeDirection?, int> counts = directions.ToLookup(direction => direction, _ => 1);
        return new ChangeCounts(counts[ChangeDirection.Up].Count(), counts[ChangeDirection.Down].Count(), counts[ChangeDirection.Same].Count(), counts[null].Count());
    }
}

/// <summary>Compares published figures of different years.</summary>
/// <remarks>Changes are differences of the rounded values, as the ministry publishes them: docs/method/comparison.md.</remarks>
public static class SeriesComparison
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
            | (string.Equals(from.RespondentGroup, to.RespondentGroup, StringComparison.Ordinal) ? SeriesBreak.None : SeriesBreak.Respondents);
        return new FigureChange { From = from, To = to, Break = broken, ChangePoints = broken == SeriesBreak.None || overBreak ? to.Percent - from.Percent : null };
    }

    /// <summary>Computes the year-to-year changes of one series of figures.</summary>
    /// <param name="figures">Figures of one subject in any order, each year once.</param>
    /// <param name="overBreak">Whether to compute a difference even over a break.</param>
    /// <returns>One change for each pair of consecutive years in the list.</returns>
    /// <exception cref="Problems.SipasException">A year occurs twice (<c>CMP0004</c>).</exception>
    public static IReadOnlyList<FigureChange> Series(IEnumerable<PublishedFigure> figures, bool overBreak = false)
    {
        ArgumentNullException.ThrowIfNull(figures);
        figures = [.. figures];
        UnitComparison.RefuseTwice(figures);
        PublishedFigure[] sorted = [.. figures.OrderBy(figure => figure.Year)];
        return [.. sorted.Zip(sorted.Skip(1), (from, to) => Compare(from, to, overBreak))];
    }
}
