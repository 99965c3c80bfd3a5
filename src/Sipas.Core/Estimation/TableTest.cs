using System.Globalization;
using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>Rao–Scott tests of independence of two classifications under a design.</summary>
/// <remarks>
/// Δ = (C′D⁻¹C/n)⁻¹ C′D⁻¹VD⁻¹C with C the interaction contrasts orthogonal to the main effects and D the diagonal of the cell shares.
/// F = X² ÷ tr Δ on d₀ = (tr Δ)² ÷ tr Δ² and d₀ × df degrees of freedom; first order: X² ÷ (tr Δ/q) on χ² with q.<para/>
/// Sources: Rao and Scott, Annals of Statistics 12, 1984; Thomas and Rao, JASA 82, 1987.
/// </remarks>
internal sealed record TableTest
{
    /// <summary>Row labels with answers, in ordinal order.</summary>
    public required IReadOnlyList<string> RowLabels { get; init; }

    /// <summary>Column labels with answers, in ordinal order.</summary>
    public required IReadOnlyList<string> ColumnLabels { get; init; }

    /// <summary>Weighted shares of the cells, row by row; they add up to 1.</summary>
    public required IReadOnlyList<double> CellShares { get; init; }

    /// <summary>Number of rows in the data with both labels and positive weight.</summary>
    public required long RowCount { get; init; }

    /// <summary>Pearson's X² of the weighted shares, scaled to n.</summary>
    public required double PearsonStatistic { get; init; }

    /// <summary>
    /// Degrees of freedom of the design among the counted rows: number of primary sampling units minus number of
    /// strata.
    /// </summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>Mean generalised design effect, tr Δ ÷ q; null without a test.</summary>
    public double? MeanDesignEffect { get; init; }

    /// <summary>The F statistic: the default test; null without a test.</summary>
    public double? F { get; init; }

    /// <summary>d₀, not necessarily an integer; null without a test.</summary>
    public double? NumeratorDegreesOfFreedom { get; init; }

    /// <summary>d₀ times the degrees of freedom of the design; null without a test.</summary>
    public double? DenominatorDegreesOfFreedom { get; init; }

    /// <summary>p value of F; null without a test.</summary>
    public double? PValue { get; init; }

    /// <summary>X² with the first-order correction; null without a test.</summary>
    public double? FirstOrderStatistic { get; init; }

    /// <summary>p value of the first-order statistic on χ² with (r − 1)(c − 1) degrees of freedom; null without a test.</summary>
    public double? FirstOrderPValue { get; init; }

    /// <summary>
    /// The reason why there is no test; null if there is one. No degrees of freedom (<c>EST0603</c>), no variation
    /// between units (<c>EST0604</c>), or a census (<c>EST0605</c>).
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Problem? Refusal { get; init; }

    /// <summary>Tests whether two classifications are independent.</summary>
    /// <param name="design">The design.</param>
    /// <param name="rows">Row label of each row of the data; empty is missing.</param>
    /// <param name="columns">Column label of each row of the data; empty is missing.</param>
    /// <param name="domain">The rows of the data that count; null for all.</param>
    /// <returns>The table with its test, or with the reason why there is none; the statistics are then null.</returns>
    /// <exception cref="SipasException"> Fewer than two rows or columns have answers (<c>EST0302</c>), or the total
    /// weight of a row or column is not positive because of negative weights (<c>EST0607</c>).
    /// </exception>
    public static TableTest Independence(SurveyDesign design, IReadOnlyList<string> rows, IReadOnlyList<string> columns,
        RowSet? domain = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        ColumnLength.Require(rows.Count, design.RowCount, nameof(rows));
        ColumnLength.Require(columns.Count, design.RowCount, nameof(columns));
        ColumnLength.Require(domain, design.RowCount, nameof(domain));
        int[] complete = [.. (domain?.Rows ?? Enumerable.Range(0, design.RowCount)).Where(row =>
            !string.IsNullOrEmpty(rows[row]) && !string.IsNullOrEmpty(columns[row]) && design.Weights[row] != 0)];
        string[] rowLabels = [.. complete.Select(row => rows[row]).Distinct().Order(StringComparer.Ordinal)];
        string[] columnLabels = [.. complete.Select(row => columns[row]).Distinct().Order(StringComparer.Ordinal)];
        if (rowLabels.Length < 2 || columnLabels.Length < 2)
        {
            throw TooSmall(rowLabels.Length, columnLabels.Length);
        }

        EstimateSet shares = CellsOf(design, rows, columns, complete, rowLabels, columnLabels);
        double[] p = [.. shares.Estimates.Select(cell => cell.Value!.Value)];
        var table = new TableTest
        {
            RowLabels = rowLabels,
            ColumnLabels = columnLabels,
            CellShares = p,
            RowCount = complete.Length,
            DegreesOfFreedom = shares[0].DegreesOfFreedom,
            PearsonStatistic = Pearson(p, rowLabels, columnLabels, complete.Length),
        };
        if (shares.Estimates.All(cell => cell.IsCensus))
        {
            return table with { Refusal = new Problem(ProblemCodes.TableOfCensus) };
        }

        return shares[0].DegreesOfFreedom < 1 || shares.Estimates.Any(cell => cell.Variance is null)
            ? table with { Refusal = new Problem(ProblemCodes.TableWithoutDegreesOfFreedom) }
            : table.WithTest(shares, p);
    }

    private TableTest WithTest(EstimateSet shares, double[] p)
    {
        double[][] contrasts = Contrasts(RowLabels.Count, ColumnLabels.Count);
        int q = contrasts.Length;
        double n = RowCount;
        double[,] denominator = new double[q, q];
        double[,] numerator = new double[q, q];
        double[] inverse = [.. p.Select(share => share == 0 ? 0 : 1 / share)];
        double[,] covariance = new double[p.Length, p.Length];
        for (int a = 0; a < p.Length; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                covariance[a, b] = covariance[b, a] = shares.Covariance(a, b)!.Value;
            }
        }

        for (int i = 0; i < q; i++)
        {
            for (int j = 0; j < q; j++)
            {
                for (int a = 0; a < p.Length; a++)
                {
                    denominator[i, j] += contrasts[i][a] * inverse[a] * contrasts[j][a] / n;
                    for (int b = 0; b < p.Length; b++)
                    {
                        numerator[i, j] += contrasts[i][a] * inverse[a] * covariance[a, b] * inverse[b] * contrasts[j][b];
                    }
                }
            }
        }

        double[,] delta = SmallMatrix.Solve(denominator, numerator) ?? throw TooSmall(RowLabels.Count, ColumnLabels.Count);
        double trace = 0;
        double traceOfSquare = 0;
        for (int i = 0; i < q; i++)
        {
            trace += delta[i, i];
            for (int j = 0; j < q; j++)
            {
                traceOfSquare += delta[i, j] * delta[j, i];
            }
        }

        // Design effects of a sample are about 1; smaller values are rounding errors.
        if (!(trace > 1e-12 * q) || !(traceOfSquare > 0))
        {
            return this with { Refusal = new Problem(ProblemCodes.TableWithoutSpread) };
        }

        double d0 = trace * trace / traceOfSquare;
        return this with
        {
            MeanDesignEffect = trace / q,
            F = PearsonStatistic / trace,
            NumeratorDegreesOfFreedom = d0,
            DenominatorDegreesOfFreedom = d0 * DegreesOfFreedom,
            PValue = Distributions.FisherUpper(PearsonStatistic / trace, d0, d0 * DegreesOfFreedom),
            FirstOrderStatistic = PearsonStatistic / (trace / q),
            FirstOrderPValue = Distributions.ChiSquareUpper(PearsonStatistic / (trace / q), q),
        };
    }

    private static SipasException TooSmall(int rows, int columns) =>
        new(new Problem(ProblemCodes.TableTooSmall, "table", string.Create(CultureInfo.InvariantCulture, $"{rows} × {columns}")));

    private static EstimateSet CellsOf(
        SurveyDesign design, IReadOnlyList<string> rows, IReadOnlyList<string> columns, int[] complete, string[] rowLabels,
        string[] columnLabels)
    {
        double[][] indicators = [.. Enumerable.Range(0, rowLabels.Length * columnLabels.Length)
            .Select(_ => Enumerable.Repeat(double.NaN, design.RowCount).ToArray())];
        foreach (int row in complete)
        {
            int r = Array.BinarySearch(rowLabels, rows[row], StringComparer.Ordinal);
            int c = Array.BinarySearch(columnLabels, columns[row], StringComparer.Ordinal);
            for (int cell = 0; cell < indicators.Length; cell++)
            {
                indicators[cell][row] = cell == (r * columnLabels.Length) + c ? 1 : 0;
            }
        }

        return Estimator.Estimate(design, [.. indicators.Select((indicator, cell) =>
            Statistic.Share($"{rowLabels[cell / columnLabels.Length]}, {columnLabels[cell % columnLabels.Length]}", indicator))]);
    }

    private static double[][] Contrasts(int rows, int columns)
    {
        var main = new List<double[]> { Column((_, _) => 1) };
        main.AddRange(Enumerable.Range(1, rows - 1).Select(i => Column((r, _) => r == i ? 1 : 0)));
        main.AddRange(Enumerable.Range(1, columns - 1).Select(j => Column((_, c) => c == j ? 1 : 0)));
        double[] ones = Column((_, _) => 1);
        var mainEffects = new WeightedProjection(main, ones);
        var contrasts = new List<double[]>();
        for (int i = 1; i < rows; i++)
        {
            for (int j = 1; j < columns; j++)
            {
                double[] both = Column((r, c) => r == i && c == j ? 1 : 0);
                mainEffects.Residualise(both);
                contrasts.Add(both);
            }
        }

        return [.. contrasts];

        double[] Column(Func<int, int, double> value) =>
            [.. Enumerable.Range(0, rows * columns).Select(cell => value(cell / columns, cell % columns))];
    }

    private static double Pearson(double[] p, string[] rows, string[] columns, double n)
    {
        double[] ofRow = new double[rows.Length];
        double[] ofColumn = new double[columns.Length];
        for (int cell = 0; cell < p.Length; cell++)
        {
            ofRow[cell / columns.Length] += p[cell];
            ofColumn[cell % columns.Length] += p[cell];
        }

        for (int i = 0; i < rows.Length + columns.Length; i++)
        {
            double weight = i < rows.Length ? ofRow[i] : ofColumn[i - rows.Length];
            if (!(weight > 0))
            {
                throw new SipasException(new Problem(
                    ProblemCodes.TableNegativeWeights, i < rows.Length ? rows[i] : columns[i - rows.Length],
                    weight.ToString(CultureInfo.InvariantCulture)));
            }
        }

        double sum = 0;
        for (int cell = 0; cell < p.Length; cell++)
        {
            double expected = ofRow[cell / columns.Length] * ofColumn[cell % columns.Length];
            sum += (p[cell] - expected) * (p[cell] - expected) / expected;
        }

        return n * sum;
    }
}
