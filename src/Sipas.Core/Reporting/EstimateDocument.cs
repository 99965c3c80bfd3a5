using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Sipas.Estimation;
using Sipas.Questionnaires;
using Sipas.Ranking;

namespace Sipas.Reporting;

/// <summary>
/// Estimates with their standard errors as exported to JSON. Shares are unrounded and in [0, 1]: the document is
/// intended for statisticians and does not contain the published figures.
/// </summary>
public sealed record EstimateDocument
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
    public IReadOnlyList<RefusalFigure> Warnings { get; init; } = [];

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

/// <summary>The design used for estimates.</summary>
public sealed record DesignFigures
{
    /// <summary>Number of rows in the data.</summary>
    public required long RowCount { get; init; }

    /// <summary>Number of first-stage strata; with periods, the sum over periods.</summary>
    public required long StratumCount { get; init; }

    /// <summary>Number of primary sampling units; with periods, the sum over periods.</summary>
    public required long PrimaryUnitCount { get; init; }

    /// <summary>Degrees of freedom of the whole design.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>The variance estimation method.</summary>
    public required VarianceKind Variance { get; init; }

    /// <summary>
    /// Whether the contribution of later stages to the errors is ignored because an earlier stage has a finite
    /// population.
    /// </summary>
    public required bool LaterStagesIgnored { get; init; }

    /// <summary>The treatment of strata with a single unit.</summary>
    public required SingleUnitPolicy SingleUnit { get; init; }

    /// <summary>Kish's design effect from unequal weighting; null without positive weights.</summary>
    public required double? WeightingEffect { get; init; }

    /// <summary>The weight adjustments, in their order.</summary>
    public required IReadOnlyList<AdjustmentReport> Adjustments { get; init; }
}

/// <summary>The pack whose rules compute the indices.</summary>
/// <param name="Id">The pack.</param>
/// <param name="Version">Its version.</param>
/// <param name="Questionnaire">Version of the questionnaire.</param>
/// <param name="Missing">The pack's rule for missing answers, which determines the denominator of a share.</param>
public sealed record PackFigures(string Id, string Version, string Questionnaire, MissingRule Missing);

/// <summary>One estimate with its standard error.</summary>
public sealed record EstimateFigure
{
    /// <summary>Name of the statistic.</summary>
    public required string Name { get; init; }

    /// <summary>The domain; null for all rows.</summary>
    public string? Domain { get; init; }

    /// <summary>The kind of statistic.</summary>
    public required StatisticKind Kind { get; init; }

    /// <summary>The pack's rule for the index of a node; null for estimates that are not nodes of a pack.</summary>
    public AggregationRule? Rule { get; init; }

    /// <summary>The estimate; null when there is none.</summary>
    public required double? Value { get; init; }

    /// <summary>
    /// The standard error; null if it cannot be estimated from the sample. 0 means no sampling error only for a census
    /// or a calibrated figure.
    /// </summary>
    public required double? StandardError { get; init; }

    /// <summary>Lower confidence limit; null when undefined.</summary>
    public required double? Lower { get; init; }

    /// <summary>Upper confidence limit; null when undefined.</summary>
    public required double? Upper { get; init; }

    /// <summary>Degrees of freedom in the domain.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>Number of counted rows.</summary>
    public required long RowCount { get; init; }

    /// <summary>Number of rows in the domain without a value.</summary>
    public required long MissingCount { get; init; }

    /// <summary>Number of blanks among them; null when the data do not distinguish them.</summary>
    public long? NoAnswerCount { get; init; }

    /// <summary>
    /// Number of "not applicable", "does not know" and "refused" among them; null when the data do not distinguish
    /// them.
    /// </summary>
    public long? SpecialAnswerCount { get; init; }

    /// <summary>Sum of the weights of the counted rows.</summary>
    public required double WeightSum { get; init; }

    /// <summary>Design effect relative to simple random sampling with replacement.</summary>
    public required double? DesignEffectWithReplacement { get; init; }

    /// <summary>Design effect relative to simple random sampling without replacement.</summary>
    public required double? DesignEffectWithoutReplacement { get; init; }

    /// <summary>n ÷ design effect with replacement.</summary>
    public required double? EffectiveSampleSize { get; init; }

    /// <summary>Whether the rows are a census.</summary>
    public required bool IsCensus { get; init; }

    /// <summary>Whether the estimate is reliable enough for publication; null if it is not a share.</summary>
    public required Reliability? Reliability { get; init; }

    /// <summary>Creates a figure from an estimate.</summary>
    /// <param name="estimate">The estimate; <see cref="Estimate.IsShare"/> determines the method of its interval.</param>
    /// <param name="method">The interval method for shares.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <param name="rules">Thresholds of the reliability flag; null for the defaults.</param>
    public static EstimateFigure Of(Estimate estimate, ShareIntervalMethod method, double level, ReliabilityRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        Interval? limits = estimate.IsShare ? ShareIntervals.Of(estimate, method, level).Limits : estimate.ConfidenceInterval(level);
        return new EstimateFigure
        {
            Name = estimate.Name,
            Domain = estimate.Domain,
            Kind = estimate.Kind,
            Value = estimate.Value,
            StandardError = estimate.StandardError,
            Lower = limits?.Lower,
            Upper = limits?.Upper,
            DegreesOfFreedom = estimate.DegreesOfFreedom,
            RowCount = estimate.RowCount,
            MissingCount = estimate.MissingCount,
            WeightSum = estimate.WeightSum,
            DesignEffectWithReplacement = estimate.DesignEffectWithReplacement,
            DesignEffectWithoutReplacement = estimate.DesignEffectWithoutReplacement,
            EffectiveSampleSize = estimate.EffectiveSampleSize,
            IsCensus = estimate.IsCensus,
            Reliability = estimate.IsShare ? (rules ?? new ReliabilityRules()).Judge(estimate, ShareIntervals.Of(estimate)) : null,
        };
    }
}

/// <summary>The difference between two domains, including their covariance.</summary>
public sealed record ComparisonFigure
{
    /// <summary>Name of the compared statistic.</summary>
    public required string Name { get; init; }

    /// <summary>The domain whose value is subtracted.</summary>
    public required string From { get; init; }

    /// <summary>The domain from whose value it is subtracted.</summary>
    public required string To { get; init; }

    /// <summary><see cref="To"/> minus <see cref="From"/>, in the unit of the estimate.</summary>
    public required double? Difference { get; init; }

    /// <summary>Its standard error.</summary>
    public required double? StandardError { get; init; }

    /// <summary>Lower confidence limit of the difference; null when undefined.</summary>
    public required double? Lower { get; init; }

    /// <summary>Upper confidence limit of the difference; null when undefined.</summary>
    public required double? Upper { get; init; }

    /// <summary>Degrees of freedom, based on the rows of both domains.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>Two-sided p; 1 when the pair cannot be tested.</summary>
    public required double PValue { get; init; }

    /// <summary>p adjusted for all pairs by Holm's method.</summary>
    public required double AdjustedPValue { get; init; }

    /// <summary>Whether both domains have rows in common primary sampling units, so that their covariance was used.</summary>
    public required bool OverlapUsed { get; init; }

    /// <summary>
    /// Whether both domains have common strata of one draw but no common primary sampling unit: an error for years that
    /// were drawn separately.
    /// </summary>
    public required bool SharesStrataOnly { get; init; }

    /// <summary>Compares all pairs of a set of domains.</summary>
    /// <param name="set">One estimate for each domain, computed together.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    public static IReadOnlyList<ComparisonFigure> Of(EstimateSet set, double level)
    {
        ArgumentNullException.ThrowIfNull(set);
        return [.. PairwiseComparisons.Compare(set).Select(pair =>
        {
            Change change = Change.Between(set, pair.First, pair.Second, level);
            return new ComparisonFigure
            {
                Name = change.From.Name,
                From = change.From.Domain ?? change.From.Name,
                To = change.To.Domain ?? change.To.Name,
                Difference = change.Difference.Value,
                StandardError = change.Difference.StandardError,
                Lower = change.Limits?.Lower,
                Upper = change.Limits?.Upper,
                DegreesOfFreedom = change.Difference.DegreesOfFreedom,
                PValue = pair.PValue,
                AdjustedPValue = pair.AdjustedPValue,
                OverlapUsed = change.OverlapUsed,
                SharesStrataOnly = change.Warning is not null,
            };
        })];
    }
}

/// <summary>A ranking with its uncertainty.</summary>
public sealed record RankingFigures
{
    /// <summary>Name of the ranked statistic.</summary>
    public required string Name { get; init; }

    /// <summary>The method of the marginal intervals if shares are ranked.</summary>
    public required ShareIntervalMethod IntervalMethod { get; init; }

    /// <summary>The adjustment of the p-values of the pairs.</summary>
    public required PValueAdjustment Adjustment { get; init; }

    /// <summary>Seed of the simulated probabilities.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Number of draws of the simulation.</summary>
    public required int DrawCount { get; init; }

    /// <summary>The units by rank.</summary>
    public required IReadOnlyList<RankFigure> Units { get; init; }

    /// <summary>Units without an estimate.</summary>
    public required IReadOnlyList<string> Unranked { get; init; }

    /// <summary>Creates the figures of a table of rank intervals.</summary>
    /// <param name="name">Name of the ranked statistic.</param>
    /// <param name="table">The table.</param>
    public static RankingFigures Of(string name, RankIntervalTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new RankingFigures
        {
            Name = name,
            Adjustment = table.Options.Adjustment,
            Seed = table.Options.Seed,
            DrawCount = table.Options.DrawCount,
            Unranked = table.Unranked,
            Units = [.. table.Units.Select(unit => new RankFigure(
                unit.Name, unit.Estimate.Value!.Value, unit.Reliability, unit.Rank, unit.FromDifferences, unit.FromIntervals, unit.Top,
                unit.CannotBeToldFrom))],
            IntervalMethod = table.Options.ShareIntervalsInUse,
        };
    }
}

/// <summary>One unit of a ranking.</summary>
/// <param name="Name">The unit.</param>
/// <param name="Value">Its estimate.</param>
/// <param name="Reliability">Whether the estimate is suitable for publication; null if it is not a share.</param>
/// <param name="Rank">Its rank. Do not show it without an interval.</param>
/// <param name="RankFromDifferences">Rank interval from all differences.</param>
/// <param name="RankFromIntervals">Rank interval from the marginal intervals.</param>
/// <param name="Top">Probabilities of being among the first k.</param>
/// <param name="CannotBeToldFrom">Units whose values do not differ significantly from this one.</param>
public sealed record RankFigure(
    string Name,
    double Value,
    Reliability? Reliability,
    int Rank,
    RankInterval RankFromDifferences,
    RankInterval RankFromIntervals,
    IReadOnlyList<TopProbability> Top,
    IReadOnlyList<string> CannotBeToldFrom);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(EstimateDocument))]
internal sealed partial class EstimateJsonContext : JsonSerializerContext
{
    public static EstimateJsonContext Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
