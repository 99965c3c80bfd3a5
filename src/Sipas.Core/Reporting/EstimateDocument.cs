using System.Text.Json;
using Sipas.Estimation;

namespace Sipas.Reporting;

/// <summary>
/// Estimates with their standard errors as exported to JSON. Shares are unrounded and in [0, 1]: the document is
/// intended for statisticians and does not contain the published figures.
/// </summary>
internal sealed record EstimateDocument
{
    /// <summary>Name and version of the format.</summary>
    public const string FormatName = "sipas-estimates/1";

    /// <summary>Always <see cref="FormatName"/>.</summary>
    public string Format { get; } = FormatName;

    /// <summary>Description of the design.</summary>
    public required DesignFigures Design { get; init; }

    /// <summary>Confidence level of all intervals, in (0, 1).</summary>
    public required double Level { get; init; }

    /// <summary>The interval method for shares.</summary>
    public required ShareIntervalMethod IntervalMethod { get; init; }

    /// <summary>The pack whose indices are estimated; null if none was requested.</summary>
    public PackFigures? Pack { get; init; }

    /// <summary>Warnings to consider before the figures are used; empty if there are none.</summary>
    public IReadOnlyList<UnavailableFigure> Warnings { get; init; } = [];

    /// <summary>The estimates in the requested order.</summary>
    public required IReadOnlyList<EstimateFigure> Estimates { get; init; }

    /// <summary>The ranking; null when not requested.</summary>
    public RankingFigures? Ranking { get; init; }

    /// <summary>Differences between the domains; null when not requested.</summary>
    public IReadOnlyList<ComparisonFigure>? Comparisons { get; init; }

    /// <summary>Quantiles; null when not requested.</summary>
    public IReadOnlyList<QuantileFigure>? Quantiles { get; init; }

    /// <summary>Tests of independence; null when not requested.</summary>
    public IReadOnlyList<TableFigure>? Tables { get; init; }

    /// <summary>Reliability of a scale; null when not requested.</summary>
    public ScaleReliability? Scale { get; init; }

    /// <summary>Importance and performance of items; null when not requested.</summary>
    public ImportancePerformance? ImportancePerformance { get; init; }

    /// <summary>Results of self-selected ballots; null when no kiosk data were given.</summary>
    public IReadOnlyList<KioskCoverageFigure>? Kiosk { get; init; }

    /// <summary>Returns the document as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, EstimateJsonContext.Readable.EstimateDocument);
}
