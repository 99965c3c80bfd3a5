using Sipas.Packs;

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
        return new PublishedFigure
        {
            Code = code,
            Year = year,
            Percent = percent,
            Series = pack.Series ?? pack.Id,
            RespondentGroup = pack.RespondentGroup,
        };
    }
}
