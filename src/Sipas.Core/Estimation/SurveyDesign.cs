using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>
/// A validated survey design: strata, sampling units of each stage, weights, finite populations. Immutable; safe for
/// concurrent use.
/// </summary>
public sealed class SurveyDesign
{
    private readonly double[] _weights;

    private SurveyDesign(ClusterLevel[] levels, int varianceStages, SingleUnitPolicy singleUnit, double[] baseWeights, double[] weights,
        AppliedAdjustment[] applied)
    {
        Levels = levels;
        VarianceStages = varianceStages;
        SingleUnit = singleUnit;
        BaseWeights = baseWeights;
        _weights = weights;
        Applied = applied;
    }

    /// <summary>Number of rows in the data.</summary>
    public int RowCount => _weights.Length;

    /// <summary>Number of first-stage strata, after collapsing; each period has its own.</summary>
    public int StratumCount => Levels[0].StratumCount;

    /// <summary>Number of primary sampling units; a unit that occurs in two periods counts in each.</summary>
    public int PrimaryUnitCount => Levels[0].UnitCount;

    /// <summary>The treatment of strata with a single unit.</summary>
    public SingleUnitPolicy SingleUnit { get; }

    /// <summary>Weight of each row after all adjustments.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Reports of the weight adjustments, in their order.</summary>
    internal IReadOnlyList<AdjustmentReport> Adjustments => [.. Applied.Select(step => step.Report)];

    /// <summary>The method of variances by linearisation.</summary>
    internal VarianceKind VarianceKind => VarianceStages > 1 ? VarianceKind.MultiStage : VarianceKind.UltimateCluster;

    /// <summary>Whether every first-stage stratum was included completely and no later stage has a variance.</summary>
    public bool IsCensus => VarianceStages == Levels.Length && Levels.All(level => level.Fraction.All(fraction => fraction == 1));

    /// <summary>
    /// Whether a stage with a finite population is followed by one without: the contribution of the later stages is
    /// then ignored, which understates errors unless sampling fractions are small.
    /// </summary>
    public bool LaterStagesIgnored => VarianceStages < Levels.Length && Levels[VarianceStages - 1].Fraction.Any(fraction => fraction > 0);

    /// <summary>
    /// Degrees of freedom of the whole design: number of primary sampling units minus number of strata, both among rows
    /// of positive weight.
    /// </summary>
    public int DegreesOfFreedom
    {
        get
        {
            bool[] active = new bool[PrimaryUnitCount];
            for (int row = 0; row < _weights.Length; row++)
            {
                active[Levels[0].UnitOfRow[row]] |= _weights[row] > 0;
            }

            return CountDegreesOfFreedom(active);
        }
    }

    /// <summary>Warnings to consider before the estimates are used; empty if there are none.</summary>
    /// <remarks>
    /// <c>EST0633</c>: no degrees of freedom, because all primary sampling units were included, one in each stratum,
    /// and sampled at a later stage.
    /// </remarks>
    public IReadOnlyList<Problem> Warnings
    {
        get
        {
            ClusterLevel first = Levels[0];
            bool strata = DegreesOfFreedom == 0 && !IsCensus && Levels.Length > 1 && Levels[1].UnitCount > first.UnitCount
                && first.Fraction.All(fraction => fraction == 1);
            return strata
                ? [new Problem(ProblemCodes.FirstStageIsStrata, null,
                    first.UnitNames[0]) { Severity = ProblemSeverity.Warning }]
                : [];
        }
    }

    internal ClusterLevel[] Levels { get; }

    internal int VarianceStages { get; }

    internal double[] BaseWeights { get; }

    internal double[] WeightArray => _weights;

    internal AppliedAdjustment[] Applied { get; }

    /// <summary>Creates a design from its columns and validates it.</summary>
    /// <param name="columns">The design as columns.</param>
    /// <param name="options">Options for reading the design; null for the defaults.</param>
    /// <returns>The design.</returns>
    /// <exception cref="SipasException">
    /// The design is invalid: every problem found (codes <c>EST01…</c>), with its stratum or row and the value.
    /// </exception>
    public static SurveyDesign Create(DesignColumns columns, DesignOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        options ??= new DesignOptions();
        (ClusterLevel[] levels, int varianceStages, double[] weights) = new DesignBuilder(columns, options).Build();
        return new SurveyDesign(levels, varianceStages, options.SingleUnit, weights, weights, []);
    }

    /// <summary>Adjusts the weights so that each cell sums to its known population.</summary>
    /// <param name="cells">Cell of each row.</param>
    /// <param name="populations">Population of each cell, 0 or more.</param>
    /// <returns>A new design, whose variances take the adjustment into account; this one is unchanged.</returns>
    /// <exception cref="SipasException">A cell has no population, or a population no row (codes <c>EST02…</c>).</exception>
    /// <exception cref="ArgumentException">The column has another length than the design.</exception>
    /// <remarks>Source: Särndal, Swensson and Wretman 1992, §7.6.</remarks>
    public SurveyDesign PostStratify(IReadOnlyList<string> cells, IReadOnlyDictionary<string, double> populations) =>
        Adjust(new PostStratification(cells, populations));

    /// <summary>Adjusts the weights to the known populations of several margins, in turn until all agree (raking).</summary>
    /// <param name="margins">Per margin its name, the label of each row, and the population of each label; one or more.</param>
    /// <returns>A new design, whose variances take the adjustment into account; this one is unchanged.</returns>
    /// <exception cref="SipasException">The margins disagree or cannot be met (codes <c>EST02…</c>).</exception>
    /// <exception cref="ArgumentException">A column has another length than the design.</exception>
    /// <remarks>Source: Deville and Särndal, JASA 87, 1992.</remarks>
    public SurveyDesign Rake(
        IReadOnlyList<(string Name, IReadOnlyList<string> Labels, IReadOnlyDictionary<string, double> Populations)> margins)
    {
        ArgumentNullException.ThrowIfNull(margins);
        return Adjust(new Raking([.. margins.Select(margin => new RakingMargin(margin.Name, margin.Labels, margin.Populations))]));
    }

    /// <summary>Adjusts the weights by a linear calibration to known population totals.</summary>
    /// <param name="columns">The auxiliary variables; a column of ones calibrates to the population size.</param>
    /// <param name="totals">The population total of each column.</param>
    /// <returns>A new design, whose variances take the adjustment into account; this one is unchanged.</returns>
    /// <exception cref="SipasException">The totals cannot be met (codes <c>EST02…</c>).</exception>
    /// <exception cref="ArgumentException">A column has another length than the design, or there are more or fewer totals.</exception>
    /// <remarks>Source: Deville and Särndal, JASA 87, 1992.</remarks>
    public SurveyDesign Calibrate(IReadOnlyList<double[]> columns, IReadOnlyList<double> totals) =>
        Adjust(new Calibration(columns, totals));

    /// <summary>Moves the weight of those who did not respond to those who did, within weighting classes.</summary>
    /// <param name="classes">Weighting class of each row; response is assumed to be homogeneous within a class.</param>
    /// <param name="responded">Whether the person of each row responded; all are taken as eligible.</param>
    /// <returns>A new design; this one is unchanged. Rows without a response remain, with weight 0.</returns>
    /// <exception cref="SipasException">A class has nobody who responded (codes <c>EST02…</c>).</exception>
    /// <exception cref="ArgumentException">A column has another length than the design.</exception>
    /// <remarks>Source: Lohr, Sampling: Design and Analysis, 3rd ed. 2022, ch. 8.</remarks>
    public SurveyDesign AdjustForNonresponse(IReadOnlyList<string> classes, IReadOnlyList<bool> responded)
    {
        ArgumentNullException.ThrowIfNull(responded);
        return Adjust(new NonresponseAdjustment(classes,
            [.. responded.Select(one => one ? ResponseStatus.Respondent : ResponseStatus.Nonrespondent)]));
    }

    /// <summary>Applies a further weight adjustment; estimates for the returned design take it into account.</summary>
    /// <param name="adjustment">Nonresponse, post-stratification, raking, calibration or trimming.</param>
    /// <returns>A new design; this one is unchanged.</returns>
    /// <exception cref="SipasException">The adjustment is impossible (codes <c>EST02…</c>).</exception>
    /// <exception cref="ArgumentException">A column of the adjustment has another length than the design.</exception>
    internal SurveyDesign Adjust(WeightAdjustment adjustment)
    {
        ArgumentNullException.ThrowIfNull(adjustment);
        if (Array.Exists(_weights, weight => weight < 0))
        {
            throw new SipasException(new Problem(ProblemCodes.AdjustmentNegativeWeights, adjustment.Name));
        }

        AppliedAdjustment step = adjustment.Apply(_weights);
        return new SurveyDesign(Levels, VarianceStages, SingleUnit, BaseWeights, step.Weights, [.. Applied, step]);
    }

    /// <summary>
    /// Computes Kish's design effect from unequal weighting: n Σw² / (Σw)², 1 or more; null without rows of positive
    /// weight.
    /// </summary>
    /// <param name="domain">The rows; null for all.</param>
    /// <exception cref="ArgumentException">The domain has a different length.</exception>
    /// <remarks>Source: Kish, Survey Sampling, 1965, §11.7.</remarks>
    public double? WeightingEffect(RowSet? domain = null)
    {
        ColumnLength.Require(domain, RowCount, nameof(domain));
        var sum = new ExactSum();
        var squares = new ExactSum();
        long n = 0;
        foreach (int row in domain?.Rows ?? Enumerable.Range(0, RowCount))
        {
            if (_weights[row] > 0)
            {
                n++;
                sum.Add(_weights[row]);
                squares.Add(_weights[row] * _weights[row]);
            }
        }

        double total = sum.ToDouble();
        return n == 0 ? null : n * squares.ToDouble() / (total * total);
    }

    /// <summary>
    /// Whether the strata of some rows were observed completely: each stratum was included completely at every stage,
    /// and the rows are all of its rows. Null denotes all rows.
    /// </summary>
    internal bool IsCensusOf(int[]? rows)
    {
        if (rows is null || IsCensus || VarianceStages < Levels.Length || !Levels[0].Fraction.Contains(1))
        {
            return IsCensus;
        }

        int[] inDomain = new int[StratumCount];
        foreach (int row in rows)
        {
            inDomain[Levels[0].StratumOfUnit[Levels[0].UnitOfRow[row]]]++;
            if (Levels.Any(level => level.Fraction[level.StratumOfUnit[level.UnitOfRow[row]]] < 1))
            {
                return false;
            }
        }

        int[] inSample = new int[StratumCount];
        foreach (int unit in Levels[0].UnitOfRow)
        {
            inSample[Levels[0].StratumOfUnit[unit]]++;
        }

        return rows.Length > 0 && inDomain.Zip(inSample).All(pair => pair.First == 0 || pair.First == pair.Second);
    }

    /// <summary>Whether one primary sampling unit, in a stratum that is not a census, contains every row that counts.</summary>
    internal bool IsHeldByOneUnit(bool[] active)
    {
        int unit = Array.IndexOf(active, true);
        return unit >= 0 && Array.IndexOf(active, true, unit + 1) < 0 && Levels[0].Fraction[Levels[0].StratumOfUnit[unit]] < 1;
    }

    // A unit that occurs in two periods counts once, and strata of two periods with a common unit count as one: the
    // same number as without periods when all units were retained.
    internal int CountDegreesOfFreedom(bool[] active)
    {
        int units = 0;
        int strata = 0;
        ClusterLevel first = Levels[0];
        for (int stratum = 0; stratum < first.StratumCount; stratum++)
        {
            int here = active.AsSpan(first.StratumStart[stratum], first.UnitsIn(stratum)).Count(true);
            units += here;
            strata += here > 0 ? 1 : 0;
        }

        if (first.Links is not { Pairs.Length: > 0 } links)
        {
            return units - strata;
        }

        bool[] places = new bool[links.PlaceCount];
        for (int unit = 0; unit < active.Length; unit++)
        {
            places[links.PlaceOfUnit[unit]] |= active[unit];
        }

        int[] root = [.. Enumerable.Range(0, first.StratumCount)];
        foreach (PeriodLinks.Pair pair in links.Pairs)
        {
            int one = Root(pair.FirstStratum);
            int other = Root(pair.SecondStratum);
            if (one != other && pair.FirstUnits.Zip(pair.SecondUnits).Any(common => active[common.First] && active[common.Second]))
            {
                root[other] = one;
                strata--;
            }
        }

        return places.Count(its => its) - strata;

        int Root(int stratum) => root[stratum] == stratum ? stratum : root[stratum] = Root(root[stratum]);
    }

    internal bool ShareUnits(bool[] first, bool[] second)
    {
        for (int unit = 0; unit < first.Length; unit++)
        {
            if (first[unit] && second[unit])
            {
                return true;
            }
        }

        return Levels[0].Links is { } links && links.Pairs.Any(pair => pair.FirstUnits.Zip(pair.SecondUnits).Any(common =>
            (first[common.First] && second[common.Second]) || (first[common.Second] && second[common.First])));
    }

    internal bool ShareStrataOnly(bool[] first, bool[] second)
    {
        ClusterLevel level = Levels[0];
        bool strata = false;
        for (int stratum = 0; stratum < level.StratumCount && !strata; stratum++)
        {
            strata = first.AsSpan(level.StratumStart[stratum], level.UnitsIn(stratum)).Contains(true)
                && second.AsSpan(level.StratumStart[stratum], level.UnitsIn(stratum)).Contains(true);
        }

        // Domains with a single unit are excluded: they have no standard error.
        return strata && !ShareUnits(first, second) && first.Count(its => its) > 1 && second.Count(its => its) > 1;
    }

    // Sorts rows by the units of the last stage that has a variance; they are then also sorted by the units of all
    // previous stages.
    internal int[] SortRows(int[] rows)
    {
        ClusterLevel last = Levels[VarianceStages - 1];
        int[] start = new int[last.UnitCount + 1];
        foreach (int row in rows)
        {
            start[last.UnitOfRow[row] + 1]++;
        }

        for (int unit = 0; unit < last.UnitCount; unit++)
        {
            start[unit + 1] += start[unit];
        }

        int[] sorted = new int[rows.Length];
        foreach (int row in rows)
        {
            sorted[start[last.UnitOfRow[row]]++] = row;
        }

        return sorted;
    }
}
