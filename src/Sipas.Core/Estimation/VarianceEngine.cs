using Sipas.Numerics;

namespace Sipas.Estimation;

/// <summary>
/// The contributions of the sampling units to one estimate: sums of linearised values by unit, or deviations of
/// replicates.
/// </summary>
internal sealed class Influence
{
    /// <summary>A sum for each primary sampling unit, or a scaled deviation for each replicate.</summary>
    public required double[] Sums { get; init; }

    /// <summary>Sums of the units of later stages; missing units have 0.</summary>
    public SparseSums[] Deeper { get; init; } = [];

    /// <summary>
    /// Additional standard errors of single estimates, by their position in the set: used in comparisons of shares
    /// without spread.
    /// </summary>
    public SparseSums Own { get; init; } = SparseSums.None;

    /// <summary>Whether each primary sampling unit has a row that counts.</summary>
    public required bool[] Active { get; init; }

    /// <summary>Standard errors below this value are rounding noise.</summary>
    public required double Noise { get; init; }
}

/// <summary>Sums of some units, in ascending order of the units.</summary>
internal sealed record SparseSums(int[] Units, double[] Sums)
{
    public static SparseSums None { get; } = new([], []);
}

/// <summary>Computes variances and covariances from influences.</summary>
internal abstract class VarianceEngine
{
    public abstract VarianceKind Kind { get; }

    public double Covariance(Influence a, Influence b)
    {
        double covariance = CovarianceOfUnits(a, b);
        for (int i = 0; i < a.Own.Units.Length; i++)
        {
            int other = Array.BinarySearch(b.Own.Units, a.Own.Units[i]);
            covariance += other < 0 ? 0 : a.Own.Sums[i] * b.Own.Sums[other];
        }

        return covariance;
    }

    protected abstract double CovarianceOfUnits(Influence a, Influence b);

    /// <summary>Computes the degrees of freedom of an estimate based on some primary sampling units.</summary>
    public abstract int CountDegreesOfFreedom(bool[] active);

    /// <summary>Whether two sets of units have a common unit, within a period or across periods.</summary>
    public virtual bool ShareUnits(bool[] first, bool[] second) => first.Zip(second).Any(pair => pair.First && pair.Second);

    /// <summary>Whether two sets of units have a common stratum of one draw but no common unit.</summary>
    public virtual bool ShareStrataOnly(bool[] first, bool[] second) => false;

    public double Variance(Influence influence)
    {
        double variance = Math.Max(0, Covariance(influence, influence));
        return Math.Sqrt(variance) <= influence.Noise ? 0 : variance;
    }

    public static Influence Combine(IReadOnlyList<Influence> parts, ReadOnlySpan<double> coefficients)
    {
        double[] sums = new double[parts[0].Sums.Length];
        bool[] active = new bool[parts[0].Active.Length];
        double noise = 0;
        for (int p = 0; p < parts.Count; p++)
        {
            if (coefficients[p] == 0)
            {
                continue;
            }

            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += coefficients[p] * parts[p].Sums[i];
            }

            for (int i = 0; i < active.Length; i++)
            {
                active[i] |= parts[p].Active[i];
            }

            noise = Math.Max(noise, Math.Abs(coefficients[p]) * parts[p].Noise);
        }

        return new Influence
        {
            Sums = sums,
            Active = active,
            Noise = noise,
            Deeper = CombineDeeper(parts, coefficients),
            Own = Combine(parts, coefficients, part => part.Own),
        };
    }

    private static SparseSums[] CombineDeeper(IReadOnlyList<Influence> parts, ReadOnlySpan<double> coefficients)
    {
        var levels = new SparseSums[parts[0].Deeper.Length];
        for (int level = 0; level < levels.Length; level++)
        {
            int at = level;
            levels[level] = Combine(parts, coefficients, part => part.Deeper[at]);
        }

        return levels;
    }

    private static SparseSums Combine(IReadOnlyList<Influence> parts, ReadOnlySpan<double> coefficients, Func<Influence, SparseSums> sumsOf)
    {
        var sums = new SortedDictionary<int, double>();
        for (int p = 0; p < parts.Count; p++)
        {
            SparseSums its = sumsOf(parts[p]);
            for (int i = 0; coefficients[p] != 0 && i < its.Units.Length; i++)
            {
                sums[its.Units[i]] = sums.GetValueOrDefault(its.Units[i]) + (coefficients[p] * its.Sums[i]);
            }
        }

        return sums.Count == 0 ? SparseSums.None : new SparseSums([.. sums.Keys], [.. sums.Values]);
    }
}

/// <summary>Variance of linearised values within strata, stage by stage.</summary>
/// <remarks>
/// V = Σ_h (1 − f_h) n_h/(n_h − 1) Σ_i (z_hi − z̄_h)²; a later stage adds the same expression within each unit, times
/// the sampling fractions of the previous stages. Source: Särndal, Swensson and Wretman, Model Assisted Survey
/// Sampling, 1992, §4.3 and ch. 5.
/// </remarks>
internal sealed class LinearisedVariance(SurveyDesign design) : VarianceEngine
{
    public SurveyDesign Design { get; } = design;

    public override VarianceKind Kind => Design.VarianceKind;

    public override int CountDegreesOfFreedom(bool[] active) => Design.CountDegreesOfFreedom(active);

    public override bool ShareUnits(bool[] first, bool[] second) => Design.ShareUnits(first, second);

    public override bool ShareStrataOnly(bool[] first, bool[] second) => Design.ShareStrataOnly(first, second);

    protected override double CovarianceOfUnits(Influence a, Influence b)
    {
        ClusterLevel units = Design.Levels[0];
        (double within, double scale) = AddStage(units, a.Sums, b.Sums, stratum => AnyActive(a, stratum) || AnyActive(b, stratum));
        double between = units.Links is { Pairs.Length: > 0 } links ? BetweenPeriods(units, links, a.Sums, b.Sums) : 0;
        double covariance = (within + between) * scale;
        for (int stage = 1; stage < Design.VarianceStages; stage++)
        {
            ClusterLevel level = Design.Levels[stage];
            double[] x = Expand(a.Deeper[stage - 1], level.UnitCount);
            double[] y = ReferenceEquals(a, b) ? x : Expand(b.Deeper[stage - 1], level.UnitCount);
            (double sum, double factor) = AddStage(level, x, y, _ => true);
            covariance += sum * factor;
        }

        return covariance;
    }

    // Returns the sum over the strata, and the factor that compensates for strata without a variance.
    private (double Sum, double Scale) AddStage(ClusterLevel level, double[] x, double[] y, Func<int, bool> counts)
    {
        var sum = new ExactSum();
        double total = 0;
        int strata = 0;
        int withVariance = 0;
        for (int stratum = 0; stratum < level.StratumCount; stratum++)
        {
            int n = level.UnitsIn(stratum);
            double fraction = level.Fraction[stratum];
            bool lonely = n == 1 && fraction < 1;
            if (Design.SingleUnit == SingleUnitPolicy.Average && counts(stratum))
            {
                strata++;
                withVariance += lonely ? 0 : 1;
            }

            if (fraction >= 1)
            {
                continue;
            }

            int start = level.StratumStart[stratum];
            double factor = level.FractionAbove[stratum] * (1 - fraction);
            if (!lonely)
            {
                total += factor * ((double)n / (n - 1)) * CrossProduct(sum, x, y, start, n);
            }
            else if (Design.SingleUnit == SingleUnitPolicy.Adjust)
            {
                total += factor * (x[start] - Centre(level, x, stratum)) * (y[start] - Centre(level, y, stratum));
            }
        }

        return (total, strata == 0 || withVariance == strata ? 1 : withVariance == 0 ? double.NaN : (double)strata / withVariance);
    }

    // The mean over the units of all strata; with periods over those of the stratum's period, because the other periods
    // are separate draws.
    private static double Centre(ClusterLevel level, double[] values, int stratum)
    {
        if (level.Links is not { } links)
        {
            return ExactSum.Of(values) / values.Length;
        }

        double[] own = [.. values.Where((_, unit) => links.PeriodOfStratum[level.StratumOfUnit[unit]] == links.PeriodOfStratum[stratum])];
        return ExactSum.Of(own) / own.Length;
    }

    // For two periods r √(G₁ G₂), with r = Σ F s₁₂ ÷ √(Σ |F| s₁² Σ |F| s₂²) over the common units and G = Σ |F| s² over
    // all units of each period, F_h = m_h − √(f₁ f₂ n₁ n₂). If all units were retained this equals Σ F s₁₂; with a
    // partial overlap it preserves the correlation of the common units and the spread of each period, so that no change
    // has a negative variance. Sources: Tam, The American Statistician 38, 1984; Berger, Canadian Journal of Statistics
    // 32, 2004.
    private double BetweenPeriods(ClusterLevel level, PeriodLinks links, double[] x, double[] y)
    {
        double total = 0;
        for (int i = 0; i < links.Pairs.Length;)
        {
            int first = links.PeriodOfStratum[links.Pairs[i].FirstStratum];
            int second = links.PeriodOfStratum[links.Pairs[i].SecondStratum];
            var forth = default(CommonSpread);
            var back = default(CommonSpread);
            for (; i < links.Pairs.Length && links.PeriodOfStratum[links.Pairs[i].FirstStratum] == first
                && links.PeriodOfStratum[links.Pairs[i].SecondStratum] == second; i++)
            {
                forth += OfPair(level, links.Pairs[i], x, y);
                back += ReferenceEquals(x, y) ? default : OfPair(level, links.Pairs[i], y, x);
            }

            total += forth.Covariance + (ReferenceEquals(x, y) ? forth.Covariance : back.Covariance);
        }

        return total;
    }

    private CommonSpread OfPair(ClusterLevel level, PeriodLinks.Pair pair, double[] x, double[] y)
    {
        (int n1, int n2, int m) = (level.UnitsIn(pair.FirstStratum), level.UnitsIn(pair.SecondStratum), pair.FirstUnits.Length);
        (double f1, double f2) = (level.Fraction[pair.FirstStratum], level.Fraction[pair.SecondStratum]);
        if (f1 >= 1 || f2 >= 1)
        {
            return default;
        }

        (int start1, int start2) = (level.StratumStart[pair.FirstStratum], level.StratumStart[pair.SecondStratum]);
        double most = Math.Sqrt((1 - f1) * (1 - f2) * n1 * n2);
        if (n1 == 1 || n2 == 1)
        {
            if (n1 != n2 || Design.SingleUnit != SingleUnitPolicy.Adjust)
            {
                return default;
            }

            (double one, double other) = (x[start1] - Centre(level, x, pair.FirstStratum), y[start2] - Centre(level, y, pair.SecondStratum));
            return new CommonSpread(most * one * other, most * one * one, most * other * other, most * one * one, most * other * other);
        }

        // A single common unit is centred at the means of its periods.
        var sum = new ExactSum();
        double[] a = [.. pair.FirstUnits.Select(unit => x[unit])];
        double[] b = [.. pair.SecondUnits.Select(unit => y[unit])];
        double meanX = Mean(sum, m > 1 ? a : x.AsSpan(start1, n1));
        double meanY = Mean(sum, m > 1 ? b : y.AsSpan(start2, n2));
        (double divisorX, double divisorY) = m > 1 ? (m - 1, m - 1) : (1 - (1.0 / n1), 1 - (1.0 / n2));
        double factor = Math.Clamp(m - Math.Sqrt(f1 * f2 * n1 * n2), -most, most);
        double size = Math.Abs(factor);
        return new CommonSpread(
            factor * Products(a, meanX, b, meanY) / Math.Sqrt(divisorX * divisorY),
            size * Products(a, meanX, a, meanX) / divisorX,
            size * Products(b, meanY, b, meanY) / divisorY,
            size * CrossProduct(sum, x, x, start1, n1) / (n1 - 1),
            size * CrossProduct(sum, y, y, start2, n2) / (n2 - 1));

        double Products(double[] these, double mean, double[] those, double otherMean)
        {
            sum.Clear();
            for (int i = 0; i < these.Length; i++)
            {
                sum.Add((these[i] - mean) * (those[i] - otherMean));
            }

            return sum.ToDouble();
        }
    }

    // Cross products and squares of the common units, squares of all units of each period, times |F|.
    private readonly record struct CommonSpread(double Cross, double SquareX, double SquareY, double AllX, double AllY)
    {
        public double Covariance => SquareX > 0 && SquareY > 0 ? Cross * Math.Sqrt(AllX / SquareX * (AllY / SquareY)) : 0;

        public static CommonSpread operator +(CommonSpread a, CommonSpread b) =>
            new(a.Cross + b.Cross, a.SquareX + b.SquareX, a.SquareY + b.SquareY, a.AllX + b.AllX, a.AllY + b.AllY);
    }

    private static double CrossProduct(ExactSum sum, double[] x, double[] y, int start, int n)
    {
        double meanX = Mean(sum, x.AsSpan(start, n));
        double meanY = ReferenceEquals(x, y) ? meanX : Mean(sum, y.AsSpan(start, n));
        sum.Clear();
        for (int i = start; i < start + n; i++)
        {
            sum.Add((x[i] - meanX) * (y[i] - meanY));
        }

        return sum.ToDouble();
    }

    private static double Mean(ExactSum sum, ReadOnlySpan<double> values)
    {
        sum.Clear();
        foreach (double value in values)
        {
            sum.Add(value);
        }

        return sum.ToDouble() / values.Length;
    }

    private bool AnyActive(Influence influence, int stratum) =>
        influence.Active.AsSpan(Design.Levels[0].StratumStart[stratum], Design.Levels[0].UnitsIn(stratum)).Contains(true);

    private static double[] Expand(SparseSums sums, int units)
    {
        double[] all = new double[units];
        for (int i = 0; i < sums.Units.Length; i++)
        {
            all[sums.Units[i]] = sums.Sums[i];
        }

        return all;
    }
}

/// <summary>Variance between replicates: the influences are deviations times the square root of their scale.</summary>
internal sealed class ReplicateVariance(SurveyDesign design) : VarianceEngine
{
    public override VarianceKind Kind => VarianceKind.Replication;

    public override int CountDegreesOfFreedom(bool[] active) => design.CountDegreesOfFreedom(active);

    public override bool ShareUnits(bool[] first, bool[] second) => design.ShareUnits(first, second);

    public override bool ShareStrataOnly(bool[] first, bool[] second) => design.ShareStrataOnly(first, second);

    protected override double CovarianceOfUnits(Influence a, Influence b)
    {
        var sum = new ExactSum();
        for (int i = 0; i < a.Sums.Length; i++)
        {
            sum.Add(a.Sums[i] * b.Sums[i]);
        }

        return sum.ToDouble();
    }
}

/// <summary>Variance of estimates from independent samples: each influence is the standard error at the position of its sample.</summary>
internal sealed class IndependentVariance(int[] degreesOfFreedom) : VarianceEngine
{
    public override VarianceKind Kind => VarianceKind.UltimateCluster;

    public override int CountDegreesOfFreedom(bool[] active)
    {
        long sum = 0;
        for (int i = 0; i < active.Length; i++)
        {
            sum += active[i] ? degreesOfFreedom[i] : 0;
        }

        return (int)Math.Min(int.MaxValue, sum);
    }

    protected override double CovarianceOfUnits(Influence a, Influence b)
    {
        double covariance = 0;
        for (int i = 0; i < a.Sums.Length; i++)
        {
            covariance += a.Sums[i] * b.Sums[i];
        }

        return covariance;
    }
}
