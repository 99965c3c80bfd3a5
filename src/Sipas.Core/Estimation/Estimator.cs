using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>Estimates statistics with variances by Taylor linearisation.</summary>
/// <remarks>
/// Linearised values u of a row in the domain, 0 elsewhere: total w y; mean w (y − m)/N̂; ratio w (x − R y)/Ŷ. After
/// post-stratification, raking or calibration they are replaced by residuals times the final weights.<para/> Sources:
/// Binder, International Statistical Review 51, 1983; Särndal, Swensson and Wretman 1992, §5.5–5.7 and ch. 10.
/// </remarks>
public static class Estimator
{
    // Relative to the estimate: rounding alone leaves about 1e-16; regression residuals leave more.
    private const double Noise = 1e-14;
    private const double AdjustedNoise = 1e-12;

    /// <summary>Estimates several statistics together.</summary>
    /// <param name="design">The design, with its adjusted weights.</param>
    /// <param name="statistics">The statistics; their columns have as many rows as the design.</param>
    /// <returns>The estimates in the order of <paramref name="statistics"/>, with their covariances.</returns>
    /// <exception cref="ArgumentException">
    /// A column has a different length than the design, contains an infinite value, or is the column of a share and
    /// contains values other than 0, 1 and NaN; or a domain has a different length.
    /// </exception>
    /// <exception cref="SipasException">Numbers are too large to be added (<c>EST0606</c>).</exception>
    public static EstimateSet Estimate(SurveyDesign design, IReadOnlyList<Statistic> statistics) => Estimate(design, statistics, null);

    /// <summary>Estimates several statistics together.</summary>
    /// <param name="design">The design, with its adjusted weights.</param>
    /// <param name="statistics">The statistics; their columns have as many rows as the design.</param>
    /// <param name="options">Computation options; null for the defaults.</param>
    /// <returns>The estimates in the order of <paramref name="statistics"/>, with their covariances.</returns>
    /// <exception cref="ArgumentException">
    /// A column has a different length than the design, contains an infinite value, or is the column of a share and
    /// contains values other than 0, 1 and NaN; or a domain has a different length.
    /// </exception>
    /// <exception cref="SipasException">Numbers are too large to be added (<c>EST0606</c>).</exception>
    internal static EstimateSet Estimate(SurveyDesign design, IReadOnlyList<Statistic> statistics, EstimationOptions? options)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(statistics);
        options ??= new EstimationOptions();
        var threads = new ParallelOptions { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism };
        Dictionary<ReadOnlyMemory<double>, ColumnRange> ranges = CheckColumns(design, statistics, threads);
        RowSet[] domains = [.. statistics.Select(its => its.Domain).OfType<RowSet>().Distinct()];
        foreach (RowSet domain in domains)
        {
            ColumnLength.Require(domain, design.RowCount, nameof(statistics));
        }

        var all = new Lazy<SortedRows>(() => new SortedRows(design, [.. Enumerable.Range(0, design.RowCount)]));
        var sorted = new SortedRows[domains.Length];
        Parallel.For(0, domains.Length, threads, i => sorted[i] = new SortedRows(design, domains[i].Rows));
        Dictionary<RowSet, SortedRows> rowsOf = domains.Zip(sorted).ToDictionary(pair => pair.First, pair => pair.Second);

        var engine = new LinearisedVariance(design);
        var estimates = new Estimate[statistics.Count];
        var influences = new Influence[statistics.Count];
        // Processes one column at a time for all its domains, so that the column stays in the cache.
        var firstUse = new Dictionary<ReadOnlyMemory<double>, int>();
        int[] order = [.. Enumerable.Range(0, statistics.Count)
            .OrderBy(i => firstUse.TryAdd(statistics[i].Values, i) ? i : firstUse[statistics[i].Values])];
        Parallel.For(0, statistics.Count, threads, turn =>
        {
            int i = order[turn];
            SortedRows rows = statistics[i].Domain is { } domain ? rowsOf[domain] : all.Value;
            (estimates[i], influences[i]) = One(engine, statistics[i], rows, all, LargestCount(statistics[i], ranges));
        });
        return Array.Find(estimates, its => !double.IsFinite(its.Value ?? 0) || !double.IsFinite(its.Variance ?? 0)) is { } large
            ? throw new SipasException(new Problem(ProblemCodes.EstimateTooLarge, large.Name))
            : new EstimateSet(engine, estimates, influences);
    }

    /// <summary>Estimates one statistic.</summary>
    /// <param name="design">The design.</param>
    /// <param name="statistic">The statistic.</param>
    public static Estimate Estimate(SurveyDesign design, Statistic statistic) => Estimate(design, [statistic])[0];

    // Checks each column once, regardless of the number of its domains.
    private static Dictionary<ReadOnlyMemory<double>, ColumnRange> CheckColumns(
        SurveyDesign design, IReadOnlyList<Statistic> statistics, ParallelOptions threads)
    {
        var columns = new Dictionary<ReadOnlyMemory<double>, Statistic>();
        foreach (Statistic statistic in statistics)
        {
            CheckLength(statistic, statistic.Values);
            columns.TryAdd(statistic.Values, statistic);
            if (statistic.Denominator is { } denominator)
            {
                CheckLength(statistic, denominator);
                columns.TryAdd(denominator, statistic);
            }
        }

        ReadOnlyMemory<double>[] each = [.. columns.Keys];
        var ranges = new ColumnRange[each.Length];
        Parallel.For(0, each.Length, threads, i => ranges[i] = ColumnRange.Of(each[i].Span));
        Dictionary<ReadOnlyMemory<double>, ColumnRange> rangeOf = each.Zip(ranges).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (Statistic statistic in statistics)
        {
            CheckValues(statistic, statistic.Values);
            if (statistic.Denominator is { } denominator)
            {
                CheckValues(statistic, denominator);
            }
        }

        return rangeOf;

        void CheckLength(Statistic statistic, ReadOnlyMemory<double> column)
        {
            ColumnLength.Require(column.Length, design.RowCount, nameof(statistics), statistic.Name);
        }

        void CheckValues(Statistic statistic, ReadOnlyMemory<double> column)
        {
            bool isShare = statistic.Kind == StatisticKind.Share;
            ColumnRange range = rangeOf[column];
            if ((isShare ? range.FirstNotShare : range.FirstInfinite) is { } value)
            {
                string allowed = isShare ? "0, 1 and NaN" : "finite numbers and NaN";
                string found = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
                throw new ArgumentException(
                    $"The column of '{statistic.Name}' holds {found}; {allowed} are allowed.", nameof(statistics));
            }
        }
    }

    // The largest count in both columns of a ratio; null if they contain values other than small counts.
    private static int? LargestCount(Statistic statistic, Dictionary<ReadOnlyMemory<double>, ColumnRange> ranges)
    {
        if (statistic.Kind != StatisticKind.Ratio || statistic.Denominator is not { } denominator
            || ranges[statistic.Values].LargestCount is not { } above || ranges[denominator].LargestCount is not { } below)
        {
            return null;
        }

        int largest = Math.Max(above, below);
        return largest <= WholeWeights.LargestFactor ? largest : null;
    }

    private static (Estimate, Influence) One(LinearisedVariance engine, Statistic statistic, SortedRows rows, Lazy<SortedRows> all,
        int? largestCount)
    {
        SurveyDesign design = engine.Design;
        bool[] active = new bool[design.PrimaryUnitCount];
        double[] unitSums = new double[design.PrimaryUnitCount];
        (PointEstimate Point, double Squares)? onePass =
            rows.WholeWeights is not { } weights ? null
            : statistic.Kind == StatisticKind.Share ? ShareTotals.Compute(statistic, weights, unitSums, active)
            : largestCount is { } largest ? RatioTotals.Compute(statistic, largest, weights, unitSums, active)
            : null;
        (PointEstimate point, double squares) = onePass ?? (PointEstimate.Of(statistic, rows.Rows, design.WeightArray), 0);
        double value = point.Value;
        bool adjusted = design.Applied.Any(step => step.Residualises);
        var influence = new Influence
        {
            Active = active,
            Noise = (adjusted ? AdjustedNoise : Noise) * (double.IsNaN(value) ? 0 : Math.Abs(value)),
            Sums = unitSums,
            Deeper = new SparseSums[design.VarianceStages - 1],
        };
        if (double.IsNaN(value))
        {
            Array.Fill(influence.Deeper, new SparseSums([], []));
        }
        else if (adjusted)
        {
            double[] linearised = new double[design.RowCount];
            squares = Linearise(design, point, statistic, rows, active, (row, u) => linearised[row] = u);
            foreach (AppliedAdjustment step in design.Applied)
            {
                step.Residualise(linearised);
            }

            var sums = new UnitSums(design, influence, 1);
            foreach (int row in all.Value.Rows)
            {
                sums.Add(row, linearised[row]);
            }

            sums.Finish();
        }
        else if (onePass is null)
        {
            var sums = new UnitSums(design, influence, point.Divisor);
            squares = Linearise(design, point, statistic, rows, active, sums.Add);
            sums.Finish();
        }

        double variance = double.IsNaN(value) ? double.NaN : engine.Variance(influence);
        int degreesOfFreedom = design.CountDegreesOfFreedom(active);
        bool isCensus = !double.IsNaN(value)
            && (design.IsCensus || (variance == 0 && point.RowCount > 0 && design.IsCensusOf(statistic.Domain?.Rows)));
        bool isFixed = adjusted && variance == 0 && !isCensus && point.RowCount > 0
            && SpreadsBeforeAdjustment(engine, point, statistic, rows);
        if (!isCensus && !isFixed
            && ((variance == 0 && degreesOfFreedom < 1) || (statistic.Kind != StatisticKind.Total && design.IsHeldByOneUnit(active))))
        {
            variance = double.NaN;
        }

        (double? wr, double? wor) = DesignEffects(statistic.Kind, point, squares, variance);
        var estimate = new Estimate
        {
            Name = statistic.Name,
            Domain = statistic.Domain?.Name,
            Kind = statistic.Kind,
            IsShare = statistic.IsShare,
            Value = double.IsNaN(value) ? null : value,
            Variance = double.IsNaN(variance) ? null : variance,
            DegreesOfFreedom = degreesOfFreedom,
            RowCount = point.RowCount,
            ObservationCount = point.ObservationCount,
            MissingCount = point.MissingCount,
            WeightSum = point.WeightSum,
            DesignEffectWithReplacement = wr,
            DesignEffectWithoutReplacement = wor,
            IsCensus = isCensus,
            IsFixedByAdjustment = isFixed,
        };
        return (estimate, influence);
    }

    // Whether the values vary between units although the adjustment makes the variance 0: the weights are then
    // calibrated to the figure.
    private static bool SpreadsBeforeAdjustment(LinearisedVariance engine, PointEstimate point, Statistic statistic, SortedRows rows)
    {
        SurveyDesign design = engine.Design;
        var influence = new Influence
        {
            Active = new bool[design.PrimaryUnitCount],
            Noise = AdjustedNoise * Math.Abs(point.Value),
            Sums = new double[design.PrimaryUnitCount],
            Deeper = new SparseSums[design.VarianceStages - 1],
        };
        var sums = new UnitSums(design, influence, 1);
        Linearise(design, point, statistic, rows, influence.Active, sums.Add);
        sums.Finish();
        return engine.Variance(influence) > 0;
    }

    // Passes u × divisor row by row when the design is not adjusted (the division is done once per unit), and u when it
    // is; returns Σ w e².
    private static double Linearise(SurveyDesign design, PointEstimate point, Statistic statistic, SortedRows rows, bool[] active,
        Action<int, double> give)
    {
        ReadOnlySpan<double> values = statistic.Values.Span;
        ReadOnlySpan<double> denominator = statistic.Denominator is { } its ? its.Span : default;
        int[] unitOfRow = design.Levels[0].UnitOfRow;
        bool adjusted = design.Applied.Any(step => step.Residualises);
        var squares = new ExactSum();
        double mean = statistic.Kind == StatisticKind.Total && point.WeightSum != 0 ? point.Value / point.WeightSum : point.Value;
        for (int i = 0; i < rows.Rows.Length; i++)
        {
            int row = rows.Rows[i];
            double w = rows.Weights[i];
            double y = values[row];
            double d = denominator.IsEmpty ? 0 : denominator[row];
            if (w == 0 || double.IsNaN(y) || double.IsNaN(d))
            {
                continue;
            }

            active[unitOfRow[row]] = true;
            double e = statistic.Kind == StatisticKind.Ratio ? y - (point.Value * d) : y - mean;
            double u = w * (statistic.Kind == StatisticKind.Total ? y : e);
            squares.Add(w * e * e);
            give(row, adjusted ? u / point.Divisor : u);
        }

        return squares.ToDouble();
    }

    private static (double? WithReplacement, double? WithoutReplacement) DesignEffects(
        StatisticKind kind, PointEstimate point, double squares, double variance)
    {
        double n = point.RowCount;
        if (double.IsNaN(variance) || n < 2 || point.WeightSum <= 0)
        {
            return (null, null);
        }

        double spread = n / (n - 1) * squares / point.WeightSum;
        double factor = kind switch
        {
            StatisticKind.Total => point.WeightSum * point.WeightSum,
            StatisticKind.Ratio => Math.Pow(point.WeightSum / point.Divisor, 2),
            _ => 1,
        };
        double reference = factor * spread / n;
        if (!(Math.Sqrt(reference) > Noise * Math.Abs(point.Value)))
        {
            return (null, null);
        }

        return (variance / reference, point.WeightSum > n * (1 + 1e-12) ? variance / (reference * (1 - (n / point.WeightSum))) : null);
    }
}
