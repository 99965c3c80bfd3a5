namespace Sipas.Ranking;

/// <summary>The change between two published figures.</summary>
internal sealed record FigureChange
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
