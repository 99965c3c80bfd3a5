using Sipas.Mathematics;

namespace Sipas.Estimation;

/// <summary>An importance–performance grid of items. Correlations with the overall item do not imply causation.</summary>
/// <remarks>Source: Martilla and James, Journal of Marketing 41, 1977.</remarks>
internal sealed record ImportancePerformance
{
    /// <summary>The items in the order given.</summary>
    public required IReadOnlyList<ImportancePoint> Points { get; init; }

    /// <summary>The dividing line between high and low importance: the mean over the items; null without items.</summary>
    public required double? ImportanceLine { get; init; }

    /// <summary>The dividing line between high and low performance.</summary>
    public required double? PerformanceLine { get; init; }

    /// <summary>Creates the grid from items with known importance and performance.</summary>
    /// <param name="items">Name, importance and performance of each item.</param>
    public static ImportancePerformance Of(IReadOnlyList<(string Name, double? Importance, double? Performance)> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        double? important = items.Average(item => item.Importance);
        double? performed = items.Average(item => item.Performance);
        return new ImportancePerformance
        {
            ImportanceLine = important,
            PerformanceLine = performed,
            Points = [.. items.Select(item => new ImportancePoint(item.Name, item.Importance, item.Performance,
                item.Importance is { } i && item.Performance is { } p ? QuadrantOf(i >= important, p >= performed) : null))],
        };
    }

    /// <summary>
    /// Derives importance as the weighted correlation of each item with the overall item (pairwise complete rows), and
    /// performance as the weighted mean.
    /// </summary>
    /// <param name="items">Names with their answers; NaN is missing.</param>
    /// <param name="overall">Answers to the overall item.</param>
    /// <param name="weights">Weights of the rows, 0 or more.</param>
    /// <exception cref="ArgumentException">The length of an item or the overall item differs from that of the weights.</exception>
    public static ImportancePerformance Derive(IReadOnlyList<(string Name, double[] Answers)> items, double[] overall,
        ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(overall);
        foreach ((string name, double[] answers) in items)
        {
            ColumnLength.Require(answers.Length, weights.Length, nameof(items), name);
        }

        ColumnLength.Require(overall.Length, weights.Length, nameof(overall));
        double[] w = weights.ToArray();
        return Of([.. items.Select(item =>
        {
            int[] answered = [.. Enumerable.Range(0, w.Length).Where(row => w[row] > 0 && !double.IsNaN(item.Answers[row]))];
            int[] both = [.. answered.Where(row => !double.IsNaN(overall[row]))];
            double mean = WeightedMoments.Mean(Pick(item.Answers, answered), Pick(w, answered));
            double correlation = both.Length < 2
                ? double.NaN
                : WeightedMoments.Correlation(Pick(item.Answers, both), Pick(overall, both), Pick(w, both));
            return (item.Name, double.IsFinite(correlation) ? correlation : (double?)null, double.IsFinite(mean) ? mean : (double?)null);
        })]);
    }

    private static double[] Pick(double[] values, int[] rows) => [.. rows.Select(row => values[row])];

    private static ImportanceQuadrant QuadrantOf(bool important, bool well) => (important, well) switch
    {
        (true, true) => ImportanceQuadrant.KeepUp,
        (true, false) => ImportanceQuadrant.ConcentrateHere,
        (false, false) => ImportanceQuadrant.LowPriority,
        (false, true) => ImportanceQuadrant.PossibleOverkill,
    };
}
