using MathNet.Numerics.Distributions;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Computes the precision achieved by a sample size: margins of error and smallest distinguishable differences.</summary>
internal static class Precision
{
    /// <summary>Computes the two-sided normal quantile z of a confidence level, for example 1.959964 for 0.95.</summary>
    /// <param name="confidence">A share in (0, 1).</param>
    /// <exception cref="SipasException">The level is outside (0, 1), for example 95 (<c>SMP0002</c>).</exception>
    public static double NormalQuantile(double confidence)
    {
        SizeParameter.Share(nameof(confidence), confidence);
        return Normal.InvCDF(0, 1, 1 - ((1 - confidence) / 2));
    }

    /// <summary>Computes the margin of error of an estimated share.</summary>
    /// <param name="count">Number of valid answers n: 1 or more.</param>
    /// <param name="population">Population N: n or more; null when unknown or infinite.</param>
    /// <param name="designEffect">Above 0; 1 for a simple random sample.</param>
    /// <param name="share">The expected share: in (0, 1); 0.5 gives the widest margin.</param>
    /// <param name="confidence">A share in (0, 1).</param>
    /// <returns>z √(deff (1 − n/N)/(1 − 1/N) p(1 − p)/n): a share, 0 for a census.</returns>
    /// <exception cref="SipasException">A parameter is outside its range (<c>SMP0002</c>), or n is above N (<c>SMP0003</c>).</exception>
    /// <remarks>The inverse of <see cref="SampleSize.ForProportion"/>. Source: Cochran, Sampling Techniques, 3rd ed. 1977, 4.4.</remarks>
    public static double MarginOfShare(long count, long? population, double designEffect = 1, double share = 0.5, double confidence = 0.95)
    {
        SizeParameter.Share(nameof(share), share);
        double z = NormalQuantile(confidence);
        return z * Math.Sqrt(share * (1 - share) / SimpleSampleWorth(count, population, designEffect, minusOne: true));
    }

    /// <summary>Computes the margin of error of an estimated mean.</summary>
    /// <param name="count">Number of valid answers n: 1 or more.</param>
    /// <param name="population">Population N: n or more; null when unknown or infinite.</param>
    /// <param name="standardDeviation">Above 0, in the unit of the measured variable.</param>
    /// <param name="designEffect">Above 0.</param>
    /// <param name="confidence">A share in (0, 1).</param>
    /// <returns>In the unit of the measured variable; 0 for a census.</returns>
    /// <exception cref="SipasException">A parameter is outside its range.</exception>
    public static double MarginOfMean(long count, long? population, double standardDeviation, double designEffect = 1,
        double confidence = 0.95)
    {
        SizeParameter.Positive(nameof(standardDeviation), standardDeviation);
        return NormalQuantile(confidence) * standardDeviation
            / Math.Sqrt(SimpleSampleWorth(count, population, designEffect, minusOne: false));
    }

    /// <summary>
    /// Computes the smallest difference between two organisation units that can be detected with the given number of
    /// answers.
    /// </summary>
    /// <param name="count">Number of valid answers in each unit: 1 or more.</param>
    /// <param name="designEffect">Above 0.</param>
    /// <param name="share">The typical share of the units: in (0, 1).</param>
    /// <param name="confidence">For one pair: a share in (0, 1).</param>
    /// <param name="pairCount">
    /// Number of pairs compared simultaneously (Bonferroni): 1 or more; K(K − 1)/2 for a full ranking of K units.
    /// </param>
    /// <returns>A share: z √(2 deff p(1 − p)/n).</returns>
    /// <exception cref="SipasException">A parameter is outside its range.</exception>
    public static double DistinguishableDifference(long count, double designEffect = 1, double share = 0.5, double confidence = 0.95,
        long pairCount = 1)
    {
        SizeParameter.AtLeast(nameof(count), count, 1);
        SizeParameter.AtLeast(nameof(pairCount), pairCount, 1);
        SizeParameter.Positive(nameof(designEffect), designEffect);
        SizeParameter.Share(nameof(share), share);
        SizeParameter.Share(nameof(confidence), confidence);
        double z = NormalQuantile(1 - ((1 - confidence) / pairCount));
        return z * Math.Sqrt(2 * designEffect * share * (1 - share) / count);
    }

    /// <summary>
    /// Computes how many organisation units, spread evenly over a range of shares, can be distinguished from their
    /// neighbours.
    /// </summary>
    /// <param name="count">Number of valid answers in each unit: 1 or more.</param>
    /// <param name="lowest">The lowest expected share: in (0, 1).</param>
    /// <param name="highest">The highest expected share: above <paramref name="lowest"/>, below 1.</param>
    /// <param name="designEffect">Above 0.</param>
    /// <param name="confidence">For one pair of neighbours: a share in (0, 1).</param>
    /// <returns>1 or more: the maximum number of steps, each the distinguishable difference at the middle of the range.</returns>
    /// <exception cref="SipasException">A parameter is outside its range.</exception>
    public static int DistinguishableUnits(long count, double lowest, double highest, double designEffect = 1, double confidence = 0.95)
    {
        SizeParameter.Share(nameof(lowest), lowest);
        SizeParameter.Share(nameof(highest), highest);
        SizeParameter.Require(highest > lowest, nameof(highest), highest, "> lowest");
        double step = DistinguishableDifference(count, designEffect, (lowest + highest) / 2, confidence);
        return 1 + (int)Math.Floor(((highest - lowest) / step) + 1e-9);
    }

    // The size n' of a simple random sample from an infinite population with the same variance: by inverting Cochran's
    // corrections, n0 = n1/deff where n = n1/(1 + (n1 − c)/N).
    private static double SimpleSampleWorth(long count, long? population, double designEffect, bool minusOne)
    {
        SizeParameter.AtLeast(nameof(count), count, 1);
        SizeParameter.Positive(nameof(designEffect), designEffect);
        if (population is not { } known)
        {
            return count / designEffect;
        }

        if (count > known)
        {
            throw new SipasException(
                new Problem(ProblemCodes.SampleAbovePopulation, "—", SizeParameter.Show(count), SizeParameter.Show(known)));
        }

        double c = minusOne ? 1 : 0;
        return count == known ? double.PositiveInfinity : count * (known - c) / (known - count) / designEffect;
    }
}
