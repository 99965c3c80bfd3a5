using Sipas.Mathematics;

namespace Sipas.Estimation;

/// <summary>Computes confidence intervals of shares under a design.</summary>
/// <remarks>
/// Uses n_eff = p(1 − p)/V and t with the degrees of freedom of the design; never the raw n in place of n_eff. At 0 and
/// 1 every method returns the one-sided interval with n* = min(n, n (t_{n−1}/t_df)²): lower = a^(1/n*) for p = 1, its
/// mirror image for p = 0, a = (1 − level)/2. A share counts as 0 or 1 if n times its distance from it is below 0.001
/// of an answer; if that is below one answer, n_eff is at most n for the uncapped methods too (except Wald). All limits
/// are in [0, 1], except Wald's.<para/> Sources: Korn and Graubard, Survey Methodology 24, 1998; Dean and Pagano, JSSAM
/// 3, 2015; NCHS, Vital and Health Statistics 2(175), 2017.
/// </remarks>
internal static class ShareIntervals
{
    private const double Edge = 1e-12;

    // Less than a thousandth of an answer is treated as zero: a row of negligible weight contains no information on how
    // rare an event is.
    private const double NoAnswer = 1e-3;

    /// <summary>Computes the interval of an estimated share: a share, a criterion index (ratio) or a composite of them.</summary>
    /// <param name="estimate">An estimate between 0 and 1.</param>
    /// <param name="method">The interval method.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <returns>
    /// The interval; a single point for a census or a figure fixed by calibration; no limits without degrees of freedom
    /// or a known standard error. If the number of rows is unknown (0), the effective sample size has no cap. For a
    /// ratio the cap is the number of answers, and n the number of people.
    /// </returns>
    /// <exception cref="ArgumentException">The estimate is outside [0, 1].</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1).</exception>
    public static ShareInterval Of(Estimate estimate, ShareIntervalMethod method = ShareIntervalMethod.KornGraubardCapped,
        double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        Estimate.ThrowIfNoLevel(level);
        var none = new ShareInterval { Method = method, Level = level, Limits = null };
        if (estimate.Value is not { } share || estimate.Variance is not { } variance)
        {
            return none;
        }

        if (share is < -Edge or > 1 + Edge)
        {
            throw new ArgumentException($"The estimate '{estimate.Name}' is no share: it lies outside [0, 1].", nameof(estimate));
        }

        share = share < Edge ? 0 : share > 1 - Edge ? 1 : share;
        if (estimate.IsCertain)
        {
            return none with { Limits = new Interval(share, share) };
        }

        // The number of rows may be unknown for a supplied figure; the effective sample size then has no cap.
        double n = estimate.RowCount == 0 ? double.PositiveInfinity : estimate.RowCount;
        if (estimate.DegreesOfFreedom < 1 || n < 2 || (double.IsInfinity(n) && (variance == 0 || share is 0 or 1)))
        {
            return none;
        }

        double cap = Math.Max(n, estimate.ObservationCount);
        double rare = cap * Math.Min(share, 1 - share);
        share = rare >= NoAnswer ? share : Math.Round(share);
        double tail = (1 - level) / 2;
        double t = Distributions.StudentQuantile(1 - tail, estimate.DegreesOfFreedom);
        double ofRows = Distributions.StudentQuantile(1 - tail, n - 1) / t;
        if (share is 0 or 1)
        {
            double sure = Math.Min(n, n * ofRows * ofRows);
            double limit = Math.Pow(tail, 1 / sure);
            return none with { Limits = share == 1 ? new Interval(limit, 1) : new Interval(0, 1 - limit), EffectiveSampleSize = n };
        }

        bool flat = variance == 0;
        double effective = flat ? n : share * (1 - share) / variance;
        double se = flat ? Math.Sqrt(share * (1 - share) / n) : Math.Sqrt(variance);
        if (rare < 1 && effective > cap && method is not (ShareIntervalMethod.KornGraubardCapped or ShareIntervalMethod.Wald))
        {
            // With less than one answer there is no evidence that the effective sample size exceeds the number of
            // answers.
            effective = cap;
            se = Math.Sqrt(share * (1 - share) / cap);
        }

        Interval limits = method switch
        {
            ShareIntervalMethod.KornGraubardCapped => BetaLimits(share, Math.Min(cap, effective * ofRows * ofRows), tail),
            ShareIntervalMethod.Beta => BetaLimits(share, effective * ofRows * ofRows, tail),
            ShareIntervalMethod.Logit => LogitLimits(share, se, t),
            ShareIntervalMethod.Wilson => WilsonLimits(share, effective, t),
            ShareIntervalMethod.AgrestiCoull => AgrestiCoullLimits(share, effective, t),
            ShareIntervalMethod.Arcsine => ArcsineLimits(share, se, t),
            _ => new Interval(share - (t * se), share + (t * se)),
        };
        return none with { Limits = limits, EffectiveSampleSize = effective, NoVariationBetweenUnits = flat };
    }

    private static Interval BetaLimits(double share, double n, double tail) => new(
        Distributions.BetaQuantile(tail, n * share, (n * (1 - share)) + 1),
        Distributions.BetaQuantile(1 - tail, (n * share) + 1, n * (1 - share)));

    private static Interval LogitLimits(double share, double se, double t)
    {
        double centre = Math.Log(share) - double.LogP1(-share);
        double spread = t * se / (share * (1 - share));
        return new Interval(Expit(centre - spread), Expit(centre + spread));
    }

    private static double Expit(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    private static Interval WilsonLimits(double share, double n, double t)
    {
        double square = t * t;
        double centre = share + (square / (2 * n));
        double spread = t * Math.Sqrt((share * (1 - share) / n) + (square / (4 * n * n)));
        double scale = 1 + (square / n);
        return new Interval(Math.Max(0, (centre - spread) / scale), Math.Min(1, (centre + spread) / scale));
    }

    private static Interval AgrestiCoullLimits(double share, double n, double t)
    {
        double enlarged = n + (t * t);
        double centre = ((n * share) + (t * t / 2)) / enlarged;
        double spread = t * Math.Sqrt(centre * (1 - centre) / enlarged);
        return new Interval(Math.Max(0, centre - spread), Math.Min(1, centre + spread));
    }

    private static Interval ArcsineLimits(double share, double se, double t)
    {
        double centre = Math.Asin(Math.Sqrt(share));
        double spread = t * se / (2 * Math.Sqrt(share * (1 - share)));
        double lower = Math.Sin(Math.Max(0, centre - spread));
        double upper = Math.Sin(Math.Min(Math.PI / 2, centre + spread));
        return new Interval(lower * lower, upper * upper);
    }
}
