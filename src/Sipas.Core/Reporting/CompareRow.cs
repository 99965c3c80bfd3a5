using Sipas.Ranking;

namespace Sipas.Reporting;

/// <summary>One change.</summary>
public sealed record CompareRow
{
    /// <summary>Subject of the figures: the code of a unit, node or item.</summary>
    public required string Code { get; init; }

    /// <summary>The earlier year; null when the comparison failed before the year was determined.</summary>
    public required int? FromYear { get; init; }

    /// <summary>The earlier figure, converted by a bridge where required.</summary>
    public required decimal? FromPercent { get; init; }

    /// <summary>The later year.</summary>
    public required int? ToYear { get; init; }

    /// <summary>The later figure, converted by a bridge where required.</summary>
    public required decimal? ToPercent { get; init; }

    /// <summary>The difference of the published values in percentage points; null when there is none.</summary>
    public required decimal? ChangePoints { get; init; }

    /// <summary>Direction of the change.</summary>
    public required ChangeDirection? Direction { get; init; }

    /// <summary>The breaks in the series: <c>method</c>, <c>respondents</c>; empty when there are none.</summary>
    public required IReadOnlyList<string> Break { get; init; }

    /// <summary>Whether the difference was computed over a break, on request.</summary>
    public required bool IsOverBreak { get; init; }

    /// <summary>Whether one of the figures was converted by a bridge.</summary>
    public required bool IsBridged { get; init; }

    /// <summary>The reason why there is no difference; null when there is one.</summary>
    public required UnavailableFigure? Refusal { get; init; }
}
