using MathNet.Numerics.Distributions;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>What a number of answers is worth: margins, and differences that can be told apart.</summary>
public static class Precision
{
    /// <summary>The two-sided normal quantile z of a confidence level, for example 1.959964 for 0.95.</summary>
    /// <param name="confidence">A share in (0, 1).</param>
    /// <exception cref="SipasException">The level is outside (0, 1), for example 95 (<c>SMP0002</c>).</exception>
    public static double NormalQuantile(double confidence)
    {
        SizeParameter.Share(nameof(confidence), confidence);
        return Normal.InvCDF(0, 1, 1 - ((1 - confidence) / 2));
    }

    /// <summary>The margin of a share estimated from a sample.</summary>
    /// <param name="count">Valid answers n: 1 or more.</param>
    /// <param name="population">Population N: n or more; null when unknown or endless.</param>
    /// <param name="designEffect">Above 0; 1 for a simple random sample.</param>
    /// <param name="share">The share expected: in (0, 1); 0.5 gives the widest margin.</param>
    /// <param name="confidence">A share in (0, 1).</param>
    /// <returns>z √(deff (1 − n/N)/(1 − 1/N) p(1 − p)/n): a share, 0 for a census.</returns>
    /// <exception cref="SipasException">A parameter is outside its range (<c>SMP0002</c>), or n is above N (<c>SMP0003</c>).</exception>
    /// <remarks>It inverts <see cref="SampleSize.ForProportion"/>. Source: Cochran, Sampling Techniques, 3rd ed. 1977, 4.4.</remarks>
    public static double MarginOfShare(long count, long? population, double designEffect = 1, double share = 0.5, double confidence = 0.95)
    {
        SizeParameter.Share(nameof(share), share);
        double z = NormalQuantile(confidence);
        return z * Math.Sqrt(share * (1 - share) / SimpleSampleWorth(count, population, designEffect, minusOne: true));
    }

    /// <summary>The margin of a mean estimated from a sample.</summary>
    /// <param name="count">Valid answers n: 1 or more.</param>
    /// <param name="population">Population N: n or more; null when unknown or endless.</param>
    /// <param name="standardDeviation">Above 0, in the unit of what is measured.</param>
    /// <param name="designEffect">Above 0.</param>
    /// <param name="confidence">A share in (0, 1).</param>
    /// <returns>In the unit of what is measured; 0 for a census.</returns>
    /// <exception cref="SipasException">A parameter is outside its range.</exception>
    public static double MarginOfMean(long count, long? population, double standardDeviation, double designEffect = 1, double confidence = 0.95)
    {
        SizeParameter.Positive(nameof(standardDeviation), standardDeviation);
        return NormalQuantile(confidence) * standardDeviation / Math.Sqrt(SimpleSampleWorth(count, population, designEffect, minusOne: false));
    }

    /// <summary>The smallest difference between two units that the given numbers of answers tell apart.</summary>
    /// <param name="count">Valid answers in each unit: 1 or more.</param>
    /// <param name="designEffect">Above 0.</param>
    /// <param name="share">The share around which the units lie: in (0, 1).</param>
    /// <param name="confidence">For one pair: a share in (0, 1).</param>
    /// <param name="pairCount">Pairs that are compared at once (Bonferroni): 1 or more; K(K − 1)/2 for a full ranking of K units.</param>
    /// <returns>A share: z √(2 deff p(1 − p)/n).</returns>
    /// <exception cref="SipasException">A parameter is outside its range.</exception>
    public static double DistinguishableDifference(long count, double designEffect = 1, double share = 0.5, double confidence = 0.95, long pairCount = 1)
    {
        SizeParameter.AtLeast(nameof(count), count, 1);
        SizeParameter.AtLeast(nameof(pairCount), pairCount, 1);
        SizeParameter.Positive(nameof(designEffect), designEffect);
        SizeParameter.Share(nameof(share), share);
        SizeParameter.Share(nameof(confidence), confidence);
        double z = NormalQuantile(1 - ((1 - confidence) / pairCount));
        return z * Math.Sqrt(2 * designEffect * share * (1 - share) / count);
    }

    /// <summary>How many units, spread evenly over a range of shares, stand far enough apart that neighbours can be told apart.</summary>
    /// <param name="count">Valid answers in each unit: 1 or more.</param>
    /// <param name="lowest">The lowest share expected: in (0, 1).</param>
    /// <param name="highest">The highest share expected: above <paramref name="lowest"/>, below 1.</param>
    /// <param name="designEffect">Above 0.</param>
    /// <param name="confidence">For one pair of neighbours: a share in (0, 1).</param>
    /// <returns>1 or more: a greatest number of steps, each the distinguishable difference at the middle of the range.</returns>
    /// <exception cref="SipasException">A parameter is outside its range.</exception>
    public static int DistinguishableUnits(long count, double lowest, double highest, double designEffect = 1, double confidence = 0.95)
    {
        SizeParameter.Share(nameof(lowest), lowest);
        SizeParameter.Share(nameof(highest), highest);
        SizeParameter.Require(highest > lowest, nameof(highest), highest, "> lowest");
        double step = DistinguishableDifference(count, designEffect, (lowest + highest) / 2, confidence);
        return 1 + (int)Math.Floor(((highest - lowest) / step) + 1e-9);
    }

    // The size n' of a simple sample from an endless population with the same variance: with f the corrections of Cochran, n0 = n1/deff where n = n1/(1 + (n1 − c)/N).
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
            throw new SipasException(new Problem(ProblemCodes.SampleAbovePopulation, "—", SizeParameter.Show(count), SizeParameter.Show(known)));
        }

        double c = minusOne ? 1 : 0;
        return count == known ? double.PositiveInfinity : count * (known - c) / (known - count) / designEffect;
    }
}
