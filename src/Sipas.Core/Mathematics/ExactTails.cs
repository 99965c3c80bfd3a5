using MathNet.Numerics;

namespace Sipas.Mathematics;

/// <summary>Computes exact tails of count distributions: the binomial and the hypergeometric distribution.</summary>
/// <remarks>
/// Tails are computed as sums of their own terms, never as 1 − CDF, so that small p-values remain accurate (relative error
/// below 1e-9 for counts up to 10 million).
/// Fisher, Statistical Methods for Research Workers, 1934, § 21.02 (the test of a 2×2 table with fixed margins);
/// Przyborowski and Wilenski, Homogeneity of results in testing samples from Poisson series, Biometrika 31, 1940 (two
/// Poisson counts by a binomial).
/// </remarks>
internal static class ExactTails
{
    // Terms below this share of the sum no longer change its digits.
    private const double Negligible = 1e-17;

    /// <summary>Upper tail of a binomial distribution.</summary>
    /// <param name="successes">0 to <paramref name="trials"/>; below 0 the result is 1.</param>
    /// <param name="trials">0 or more.</param>
    /// <param name="probability">Probability of a success, in (0, 1).</param>
    /// <returns>P(X ≥ <paramref name="successes"/>), in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static double BinomialUpper(long successes, long trials, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (!(probability > 0 && probability < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies strictly between 0 and 1.");
        }

        return successes <= 0 ? 1 : SpecialFunctions.BetaRegularized(successes, trials - successes + 1, probability);
    }

    /// <summary>P-value of the test that two Poisson counts have one rate, against the alternative that the first rate is higher.</summary>
    /// <param name="count">Events of the first count, 0 or more.</param>
    /// <param name="time">Time of the first count, above 0.</param>
    /// <param name="otherCount">Events of the second count, 0 or more.</param>
    /// <param name="otherTime">Time of the second count, above 0.</param>
    /// <returns>P(X ≥ <paramref name="count"/>) for a binomial X, where the trials are all events and the probability is the
    /// first count's share of the total time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static double PoissonHigher(long count, double time, long otherCount, double otherTime)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(otherCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(time);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(otherTime);
        return BinomialUpper(count, count + otherCount, time / (time + otherTime));
    }

    /// <summary>Tail of the hypergeometric distribution, where <paramref name="marked"/> of <paramref name="all"/> ballots
    /// are marked and <paramref name="drawn"/> are drawn.</summary>
    /// <param name="found">Number of marked ballots among the drawn ones.</param>
    /// <param name="drawn">0 to <paramref name="all"/>.</param>
    /// <param name="marked">0 to <paramref name="all"/>.</param>
    /// <param name="all">0 or more.</param>
    /// <param name="upper">True for P(X ≥ found), false for P(X ≤ found).</param>
    /// <returns>The tail, in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range, or <paramref name="found"/> cannot
    /// occur.</exception>
    public static double Hypergeometric(long found, long drawn, long marked, long all, bool upper)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(all);
        ArgumentOutOfRangeException.ThrowIfNegative(drawn);
        ArgumentOutOfRangeException.ThrowIfNegative(marked);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(drawn, all);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(marked, all);
        long least = Math.Max(0, drawn + marked - all), maximum = Math.Min(drawn, marked);
        ArgumentOutOfRangeException.ThrowIfLessThan(found, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(found, maximum);
        if (found == (upper ? least : maximum))
        {
            return 1;
        }

        double first = Math.Exp(LogChoose(marked, found) + LogChoose(all - marked, drawn - found) - LogChoose(all, drawn));
        double sum = 1, term = 1;
        for (long x = found; x != (upper ? maximum : least); x += upper ? 1 : -1)
        {
            double former = term;
            term *= upper
                ? (double)(marked - x) / (x + 1) * (drawn - x) / (all - marked - drawn + x + 1)
                : (double)x / (marked - x + 1) * (all - marked - drawn + x) / (drawn - x + 1);
            sum += term;

            // Beyond the mode the terms decrease.
            if (term < former && term < sum * Negligible)
            {
                break;
            }
        }

        return Math.Min(1, first * sum);
    }

    /// <summary>Two-sided p-value of Fisher's test of a 2×2 table: twice the smaller tail, at most 1.</summary>
    /// <param name="found">Number of marked ballots in the first group.</param>
    /// <param name="drawn">Number of ballots in the first group.</param>
    /// <param name="marked">Number of marked ballots in both groups.</param>
    /// <param name="all">Number of ballots in both groups.</param>
    /// <exception cref="ArgumentOutOfRangeException">As for <see cref="Hypergeometric"/>.</exception>
    public static double FisherTwoSided(long found, long drawn, long marked, long all) => Math.Min(
        1, 2 * Math.Min(Hypergeometric(found, drawn, marked, all, upper: true), Hypergeometric(found, drawn, marked, all, upper: false)));

    private static double LogChoose(long n, long k) =>
        SpecialFunctions.GammaLn(n + 1) - SpecialFunctions.GammaLn(k + 1) - SpecialFunctions.GammaLn(n - k + 1);
}
