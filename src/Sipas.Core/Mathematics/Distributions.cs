using System.Collections.Concurrent;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Sipas.Mathematics;

/// <summary>Computes tails and quantiles of the distributions that survey statistics uses.</summary>
/// <remarks>
/// Tails are computed directly from the regularised incomplete beta and gamma functions, never as 1 − CDF, so that small
/// p-values remain accurate.
/// Source of the identities: Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, ch. 26.
/// </remarks>
internal static class Distributions
{
    private static readonly ConcurrentDictionary<(double Probability, double Df), double> StudentQuantiles = new();

    /// <summary>Two-sided p-value of Student's t: P(|T| ≥ |t|).</summary>
    /// <param name="t">The statistic.</param>
    /// <param name="df">Degrees of freedom, above 0; infinity for the normal tail.</param>
    /// <returns>A share in [0, 1]; NaN when <paramref name="t"/> is NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="df"/> is not above 0.</exception>
    public static double StudentTwoSided(double t, double df)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(df);
        if (double.IsNaN(t))
        {
            return double.NaN;
        }

        if (double.IsInfinity(t))
        {
            return 0;
        }

        return double.IsPositiveInfinity(df)
            ? SpecialFunctions.Erfc(Math.Abs(t) / Math.Sqrt(2))
            : SpecialFunctions.BetaRegularized(df / 2, 0.5, df / (df + (t * t)));
    }

    /// <summary>Quantile of Student's t.</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <param name="df">Degrees of freedom, above 0; infinity for the normal quantile.</param>
    /// <returns>The value of t that is exceeded with probability 1 − <paramref name="probability"/>, to about 12 digits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static double StudentQuantile(double probability, double df)
    {
        ThrowIfNoShare(probability);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(df);
        if (probability == 0.5)
        {
            return 0;
        }

        if (probability < 0.5)
        {
            return -UpperStudent(probability, df);
        }

        return UpperStudent(1 - probability, df);
    }

    /// <summary>Quantile of the standard normal distribution.</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside (0, 1).</exception>
    public static double NormalQuantile(double probability)
    {
        ThrowIfNoShare(probability);
        return Normal.InvCDF(0, 1, probability);
    }

    /// <summary>Upper tail of Fisher's F.</summary>
    /// <param name="f">The statistic; for 0 or less the result is 1.</param>
    /// <param name="numeratorDf">Greater than 0; not necessarily an integer.</param>
    /// <param name="denominatorDf">Greater than 0; not necessarily an integer.</param>
    /// <returns>P(F ≥ f), in [0, 1].</returns>
    public static double FisherUpper(double f, double numeratorDf, double denominatorDf) =>
        f <= 0 ? 1 : SpecialFunctions.BetaRegularized(denominatorDf / 2, numeratorDf / 2,
        denominatorDf / (denominatorDf + (numeratorDf * f)));

    /// <summary>Upper tail of χ².</summary>
    /// <param name="x">The statistic; for 0 or less the result is 1.</param>
    /// <param name="df">Above 0.</param>
    /// <returns>P(χ² ≥ x), in [0, 1].</returns>
    public static double ChiSquareUpper(double x, double df) => x <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(df / 2, x / 2);

    /// <summary>Quantile of the beta distribution.</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <param name="a">First parameter, 0 or more; 0 puts all mass on 0.</param>
    /// <param name="b">Second parameter, 0 or more; 0 puts all mass on 1.</param>
    /// <returns>A share in [0, 1].</returns>
    public static double BetaQuantile(double probability, double a, double b)
    {
        ThrowIfNoShare(probability);
        return a <= 0 ? 0 : b <= 0 ? 1 : Beta.InvCDF(a, b, probability);
    }

    private static double UpperStudent(double tail, double df)
    {
        if (double.IsPositiveInfinity(df))
        {
            return -Normal.InvCDF(0, 1, tail);
        }

        if (df == 1)
        {
            return 1 / Math.Tan(Math.PI * tail);
        }

        if (df == 2)
        {
            return (1 - (2 * tail)) / Math.Sqrt(2 * tail * (1 - tail));
        }

        return StudentQuantiles.GetOrAdd((tail, df), static key => SolveStudent(key.Probability, key.Df));
    }

    // The tail is convex in t and the normal quantile is below the root, so Newton's method converges from below without overshooting.
    private static double SolveStudent(double tail, double df)
    {
        double logConstant = SpecialFunctions.GammaLn((df + 1) / 2) - SpecialFunctions.GammaLn(df / 2) - (0.5 * Math.Log(df * Math.PI));
        double t = Math.Max(0, -Normal.InvCDF(0, 1, tail));
        for (int i = 0; i < 200; i++)
        {
            double density = Math.Exp(logConstant - ((df + 1) / 2 * Math.Log(1 + (t * t / df))));
            double step = (StudentTwoSided(t, df) - (2 * tail)) / (2 * density);
            t += step;
            if (Math.Abs(step) <= 1e-14 * Math.Max(1, t))
            {
                break;
            }
        }

        return t;
    }

    private static void ThrowIfNoShare(double probability)
    {
        if (!(probability > 0 && probability < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies strictly between 0 and 1.");
        }
    }
}
