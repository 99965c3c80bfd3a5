using System.Globalization;
using Sipas.Packs;
using Sipas.Scoring;

namespace Sipas.Estimation;

/// <summary>
/// The indices of a pack as statistics of rows of answers, computed by the pack's rules, to estimate margins of error
/// of the published indices under any design.
/// </summary>
/// <remarks>
/// An index is Σ c A ÷ B: one ratio for pooled answers, all satisfied and mean scores, several for means of items,
/// criteria or domains, weights and points. With equal weights the estimates are equal to the scores of
/// <see cref="Scorer"/>. Rules: docs/method/; variance: docs/method/estimation.md, following Särndal, Swensson
/// and Wretman 1992, §5.6 and §5.7. Immutable.
/// </remarks>
internal sealed class IndexStatistics
{
    private readonly bool[][] _hasValid;
    private readonly Statistic[] _statistics;
    private readonly IndexStatistic[] _indices;

    private IndexStatistics(Statistic[] statistics, bool[][] hasValid, IndexStatistic[] indices)
    {
        _statistics = statistics;
        _hasValid = hasValid;
        _indices = indices;
    }

    /// <summary>
    /// The indices: tree nodes in tree order, then their items, then the other items that have a satisfied answer. A
    /// node is omitted if the questionnaire lacks a part that its rule requires, because it has no score.
    /// </summary>
    public IReadOnlyList<IndexStatistic> Indices => _indices;

    /// <summary>The ratios and shares from which the indices are computed, with a value for each row.</summary>
    /// <remarks>
    /// If the missing rule counts all ballots, a domain without any valid answer would get 0;
    /// <see cref="Estimate(SurveyDesign, IReadOnlyList{RowSet}, EstimationOptions)"/> returns no value for it, like the
    /// score.
    /// </remarks>
    public IReadOnlyList<Statistic> Statistics => _statistics;

    /// <summary>Creates the statistics from rows of answers by a pack's rules.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="layout">The questionnaire of the rows, one of the pack's.</param>
    /// <param name="rows">
    /// For each row of the data one code per item in questionnaire order, with the codes of <see cref="ItemLayout"/>; 0
    /// is a blank.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The number of answers of a row differs from the questionnaire, or a row has a code that its item does not have.
    /// </exception>
    public static IndexStatistics Of(MethodPack pack, AnswerLayout layout, IReadOnlyList<byte[]> rows)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(rows);
        Check(layout, rows);
        var statistics = new List<Statistic>();
        var valid = new List<bool[]>();
        var positions = new Dictionary<(IndexTerm Term, double Scale), int>();
        var indices = new List<IndexStatistic>();
        foreach (IndexFormula formula in IndexFormula.Of(pack, layout, everyItem: true))
        {
            // For a single ratio the coefficient is included in its numerator, so that the index remains a ratio with a
            // design effect.
            bool single = formula.Terms.Length == 1;
            double scale = single ? formula.Coefficients[0] : 1;
            int[] parts = [.. formula.Terms
                .Select(term => positions.TryGetValue((term, scale), out int known) ? known : Add(formula.Code, term, scale))];
            if (single)
            {
                statistics[parts[0]] = statistics[parts[0]] with { Name = formula.Code };
            }

            indices.Add(new IndexStatistic(formula.Code, formula.Rule, pack.Rules.Missing, parts, single ? [1] : formula.Coefficients));
        }

        return new IndexStatistics([.. statistics], [.. valid], [.. indices]);

        int Add(string name, IndexTerm term, double scale)
        {
            double[] numerators = new double[rows.Count];
            double[] denominators = new double[rows.Count];
            bool[] hasValid = new bool[rows.Count];
            for (int row = 0; row < rows.Count; row++)
            {
                (int numerator, int denominator, hasValid[row]) = term.Read(rows[row]);
                numerators[row] = denominator == 0 ? double.NaN : scale * numerator;
                denominators[row] = denominator == 0 ? double.NaN : denominator;
            }

            // With several ratios the terms are not scaled: points of an item are not a share until they are divided by
            // the maximum.
            bool isShare = term.IsShareOfBallots && scale == 1;
            statistics.Add(isShare ? Statistic.Share(name, numerators) : Statistic.Ratio(name, numerators, denominators));
            valid.Add(hasValid);
            positions.Add((term, scale), statistics.Count - 1);
            return statistics.Count - 1;
        }
    }

    /// <summary>Estimates every index, with variances by linearisation.</summary>
    /// <param name="design">The design of the rows.</param>
    /// <param name="domains">The domains, where null denotes all rows; when omitted, only all rows.</param>
    /// <param name="options">Computation options; null for the defaults.</param>
    /// <returns>
    /// For each domain the estimates of <see cref="Indices"/> in their order, all shares in [0, 1], with all
    /// covariances. An index without valid answers, or with a part without valid answers, has no value.
    /// </returns>
    public EstimateSet Estimate(SurveyDesign design, IReadOnlyList<RowSet?>? domains = null, EstimationOptions? options = null) =>
        Estimate(design, statistics => Estimator.Estimate(design, statistics, options), domains);

    /// <summary>Estimates every index with a custom estimator, for example by replication.</summary>
    /// <param name="design">The design of the rows.</param>
    /// <param name="estimator">Estimates statistics together, in their order.</param>
    /// <param name="domains">The domains, where null denotes all rows; when omitted, only all rows.</param>
    public EstimateSet Estimate(SurveyDesign design, Func<IReadOnlyList<Statistic>, EstimateSet> estimator,
        IReadOnlyList<RowSet?>? domains = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(estimator);
        RowSet?[] all = domains is { Count: > 0 } ? [.. domains] : [null];
        EstimateSet parts = estimator([.. all.SelectMany(domain => _statistics.Select(its => its with { Domain = domain }))]);
        return EstimateSet.Join(
            [.. all.Select((domain, d) =>
                Combine(design, parts.Select(Enumerable.Range(d * _statistics.Length, _statistics.Length)), domain))]);
    }

    private EstimateSet Combine(SurveyDesign design, EstimateSet parts, RowSet? domain)
    {
        bool[] answered =
            [.. _hasValid.Select(valid =>
                domain is null ? HasWeight(design, valid) : domain.Rows.Any(row => valid[row] && design.Weights[row] != 0))];
        return EstimateSet.Join([.. _indices.Select(index =>
        {
            EstimateSet own = parts.Select(index.Parts);
            EstimateSet its = index.Parts.Count == 1 ? own : own.Combine([(index.Code, [.. index.Coefficients])]);
            bool isDefined = index.Parts.All(part => answered[part]);
            return its.With(estimate => estimate with
            {
                Name = index.Code,
                Domain = domain?.Name,
                IsShare = true,
                Value = isDefined ? estimate.Value : null,
                Variance = isDefined ? estimate.Variance : null,
                IsCensus = isDefined && estimate.IsCensus,
                DesignEffectWithReplacement = isDefined ? estimate.DesignEffectWithReplacement : null,
                DesignEffectWithoutReplacement = isDefined ? estimate.DesignEffectWithoutReplacement : null,
            });
        })]);
    }

    private static bool HasWeight(SurveyDesign design, bool[] valid)
    {
        for (int row = 0; row < valid.Length; row++)
        {
            if (valid[row] && design.Weights[row] != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void Check(AnswerLayout layout, IReadOnlyList<byte[]> rows)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            if (rows[row].Length != layout.Items.Count)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"Row {row} has {rows[row].Length} answers; the questionnaire has {layout.Items.Count}."),
                    nameof(rows));
            }

            if (layout.Items.FirstOrDefault(item => rows[row][item.Index] >= item.CodeCount) is { } wrong)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Row {row}, '{wrong.Item.Code}': the code {rows[row][wrong.Index]} is none of 0 to {wrong.CodeCount - 1}."),
                    nameof(rows));
            }
        }
    }
}
