using Sipas.Mathematics;

namespace Sipas.Estimation;

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
        double maximum = Math.Sqrt((1 - f1) * (1 - f2) * n1 * n2);
        if (n1 == 1 || n2 == 1)
        {
            if (n1 != n2 || Design.SingleUnit != SingleUnitPolicy.Adjust)
            {
                return default;
            }

            (double one, double other) = (x[start1] - Centre(level, x, pair.FirstStratum),
                y[start2] - Centre(level, y, pair.SecondStratum));
            return new CommonSpread(maximum * one * other, maximum * one * one, maximum * other * other, maximum * one * one,
                maximum * other * other);
        }

        // A single common unit is centred at the means of its periods.
        var sum = new ExactSum();
        double[] a = [.. pair.FirstUnits.Select(unit => x[unit])];
        double[] b = [.. pair.SecondUnits.Select(unit => y[unit])];
        double meanX = Mean(sum, m > 1 ? a : x.AsSpan(start1, n1));
        double meanY = Mean(sum, m > 1 ? b : y.AsSpan(start2, n2));
        (double divisorX, double divisorY) = m > 1 ? (m - 1, m - 1) : (1 - (1.0 / n1), 1 - (1.0 / n2));
        double factor = Math.Clamp(m - Math.Sqrt(f1 * f2 * n1 * n2), -maximum, maximum);
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
