using System.Globalization;
using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>Cronbach's alpha of a scale. It describes the sample, so it is unweighted unless weights are given.</summary>
/// <remarks>α = k/(k − 1) (1 − Σs_j² ÷ s_sum²) over complete rows. Source: Cronbach, Psychometrika 16, 1951.</remarks>
internal sealed record ScaleReliability
{
    /// <summary>Alpha: at most 1, may be negative; null when the sum of the items does not vary.</summary>
    public required double? Alpha { get; init; }

    /// <summary>Alpha of standardised items, k r̄ ÷ (1 + (k − 1) r̄); null if an item does not vary or the items cancel out.</summary>
    public required double? StandardisedAlpha { get; init; }

    /// <summary>Number of rows with an answer to every item.</summary>
    public required long RowCount { get; init; }

    /// <summary>The items in the order given.</summary>
    public required IReadOnlyList<ScaleItem> Items { get; init; }

    /// <summary>Computes alpha.</summary>
    /// <param name="items">Names with their answers; two or more of equal length; NaN is missing.</param>
    /// <param name="weights">Weights of the rows; null for none.</param>
    /// <exception cref="SipasException">There are fewer than two items (<c>EST0303</c>).</exception>
    /// <exception cref="ArgumentException">The length of an item or the weights differs from that of the first item.</exception>
    public static ScaleReliability Of(IReadOnlyList<(string Name, double[] Answers)> items, double[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count < 2)
        {
            throw new SipasException(new Problem(
                ProblemCodes.ScaleTooShort, string.Join(", ", items.Select(item => item.Name)),
                items.Count.ToString(CultureInfo.InvariantCulture)));
        }

        foreach ((string name, double[] answers) in items)
        {
            ColumnLength.Require(answers.Length, items[0].Answers.Length, nameof(items), name);
        }

        ColumnLength.Require(weights?.Length ?? items[0].Answers.Length, items[0].Answers.Length, nameof(weights));
        int[] rows = [.. Enumerable.Range(0, items[0].Answers.Length)
            .Where(row => items.All(item => !double.IsNaN(item.Answers[row])) && (weights is null || weights[row] > 0))];
        int k = items.Count;
        double[] w = [.. rows.Select(row => weights?[row] ?? 1)];
        double[][] columns = [.. items.Select(item => rows.Select(row => item.Answers[row]).ToArray())];
        double[] means = [.. columns.Select(column => WeightedMoments.Mean(column, w))];
        double[,] covariance = new double[k, k];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                covariance[i, j] = covariance[j, i] = WeightedMoments.Covariance(columns[i], columns[j], w);
            }
        }

        int[] all = [.. Enumerable.Range(0, k)];
        return new ScaleReliability
        {
            Alpha = rows.Length < 2 ? null : AlphaOf(covariance, all),
            StandardisedAlpha = rows.Length < 2 ? null : Standardised(covariance, k),
            RowCount = rows.Length,
            Items = [.. all.Select(j => new ScaleItem
            {
                Name = items[j].Name,
                Mean = rows.Length < 1 ? null : means[j],
                StandardDeviation = rows.Length < 2 ? null : Math.Sqrt(covariance[j, j]),
                CorrectedItemTotalCorrelation = rows.Length < 2 ? null : ItemTotal(covariance, j, [.. all.Where(i => i != j)]),
                AlphaWithoutItem = k < 3 || rows.Length < 2 ? null : AlphaOf(covariance, [.. all.Where(i => i != j)]),
            })],
        };
    }

    private static double? AlphaOf(double[,] covariance, int[] items)
    {
        double own = items.Sum(i => covariance[i, i]);
        double sum = items.Sum(i => items.Sum(j => covariance[i, j]));
        return sum <= 1e-14 * own || own == 0 ? null : items.Length / (items.Length - 1.0) * (1 - (own / sum));
    }

    private static double? Standardised(double[,] covariance, int k)
    {
        double sum = 0;
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < i; j++)
            {
                sum += covariance[i, j] / Math.Sqrt(covariance[i, i] * covariance[j, j]);
            }
        }

        double mean = sum / (k * (k - 1) / 2.0);
        double alpha = k * mean / (1 + ((k - 1) * mean));
        return double.IsFinite(alpha) ? alpha : null;
    }

    private static double? ItemTotal(double[,] covariance, int item, int[] others)
    {
        double variance = others.Sum(i => others.Sum(j => covariance[i, j]));
        double correlation = others.Sum(i => covariance[i, item]) / Math.Sqrt(variance * covariance[item, item]);
        return double.IsFinite(correlation) ? correlation : null;
    }
}
