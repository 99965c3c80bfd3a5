using System.Globalization;
using MathNet.Numerics.Distributions;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Computes required sample sizes and the precision they achieve.</summary>
/// <remarks>
/// Steps: size for a simple random sample, times the design effect, finite population correction, divided by the
/// response rate. Each count is rounded up once, at the end. Derived in docs/method/sample-size.md.
/// </remarks>
public static class SampleSize
{
    /// <summary>
    /// Computes Yamane's (Slovin's) size n = N/(1 + N e²), which assumes a share of one half, z = 2 and a simple random
    /// sample.
    /// </summary>
    /// <param name="population">Population N: 1 or more; null when unknown, then n = 1/e².</param>
    /// <param name="margin">The margin e: a share in (0, 1), at least 0.000001.</param>
    /// <param name="designEffect">The actual design effect of the survey, used only to compute the achieved margin: above 0.</param>
    /// <returns>For example 385 for N = 10,000 and e = 0.05; the reported margin is the achieved one at 95 % confidence.</returns>
    /// <exception cref="SipasException">A parameter is outside its range (<c>SMP0001</c>, <c>SMP0002</c>).</exception>
    /// <remarks>
    /// Source: Yamane, Statistics: an Introductory Analysis, 2nd ed. 1967, p. 886. Computed with decimals, so that N =
    /// 240 and e = 0.05 give 150 and not 151.
    /// </remarks>
    public static SampleSizeResult Yamane(long? population, double margin = 0.05, double designEffect = 1)
    {
        SizeParameter.Population(population, "N");
        SizeParameter.Share(nameof(margin), margin);
        SizeParameter.Positive(nameof(designEffect), designEffect);
        SizeParameter.Require(margin >= 1e-6, nameof(margin), margin, "≥ 0.000001");
        decimal squared = (decimal)margin * (decimal)margin;
        decimal unrounded = population is { } known ? known / (1 + (known * squared)) : 1 / squared;
        long count = (long)Math.Ceiling(unrounded);
        double real = Precision.MarginOfShare(count, population, designEffect);
        return new SampleSizeResult
        {
            Count = count,
            ContactCount = count,
            Margin = real,
            Sentence = SizeSentences.Yamane(count, population, margin, designEffect, real),
            Steps =
                [new SizeStep("z", 2), new SizeStep("n0", (double)(1 / squared)),
                    .. population is null ? Array.Empty<SizeStep>() : [new SizeStep("n2", (double)unrounded)]],
        };
    }

    /// <summary>Computes Cochran's sample size for a share.</summary>
    /// <param name="population">Population N: 1 or more; null when unknown or infinite.</param>
    /// <param name="margin">The margin e: a share in (0, 1).</param>
    /// <param name="expectedShare">The expected share p: in (0, 1); 0.5 is conservative.</param>
    /// <param name="allowance">Confidence, design effect and response rate; null for 95 %, 1 and 1.</param>
    /// <returns>n0 = z² p(1 − p)/e², n1 = n0 deff, n = n1/(1 + (n1 − 1)/N); contacts are n2/response, at most N.</returns>
    /// <exception cref="SipasException">A parameter is outside its range.</exception>
    /// <remarks>Source: Cochran, Sampling Techniques, 3rd ed. 1977, 4.4.</remarks>
    public static SampleSizeResult ForProportion(long? population, double margin = 0.05, double expectedShare = 0.5,
        DesignAllowance? allowance = null)
    {
        SizeParameter.Population(population, "N");
        SizeParameter.Share(nameof(margin), margin);
        SizeParameter.Share(nameof(expectedShare), expectedShare);
        DesignAllowance design = Checked(allowance);
        double z = Precision.NormalQuantile(design.Confidence);
        double simple = z * z * expectedShare * (1 - expectedShare) / (margin * margin);
        double needed = simple * design.DesignEffect;
        double corrected = population is { } known ? needed / (1 + ((needed - 1) / known)) : needed;
        (long count, long contacts, Problem[] warnings) = Whole(corrected, population, design.ResponseShare);
        double real = Precision.MarginOfShare(count, population, design.DesignEffect, expectedShare, design.Confidence);
        return new SampleSizeResult
        {
            Count = count,
            ContactCount = contacts,
            Margin = real,
            Sentence = SizeSentences.Share(count, contacts, design, real),
            Warnings = warnings,
            Steps = StepsOf(z, simple, needed, population is null ? null : corrected, corrected, design),
        };
    }

    /// <summary>Computes Cochran's sample size for a mean, for example of a score.</summary>
    /// <param name="population">Population N: 1 or more; null when unknown or infinite.</param>
    /// <param name="margin">The margin, in the unit of the measured variable: above 0.</param>
    /// <param name="standardDeviation">The standard deviation S, in the same unit: above 0.</param>
    /// <param name="allowance">Confidence, design effect and response rate; null for 95 %, 1 and 1.</param>
    /// <returns>n0 = (z S/e)², n1 = n0 deff, n = n1/(1 + n1/N).</returns>
    /// <exception cref="SipasException">A parameter is outside its range.</exception>
    /// <remarks>Source: Cochran, Sampling Techniques, 3rd ed. 1977, 4.6.</remarks>
    public static SampleSizeResult ForMean(long? population, double margin, double standardDeviation, DesignAllowance? allowance = null)
    {
        SizeParameter.Population(population, "N");
        SizeParameter.Positive(nameof(margin), margin);
        SizeParameter.Positive(nameof(standardDeviation), standardDeviation);
        DesignAllowance design = Checked(allowance);
        double z = Precision.NormalQuantile(design.Confidence);
        double root = z * standardDeviation / margin;
        double needed = root * root * design.DesignEffect;
        double corrected = population is { } known ? needed / (1 + (needed / known)) : needed;
        (long count, long contacts, Problem[] warnings) = Whole(corrected, population, design.ResponseShare);
        double real = Precision.MarginOfMean(count, population, standardDeviation, design.DesignEffect, design.Confidence);
        return new SampleSizeResult
        {
            Count = count,
            ContactCount = contacts,
            Margin = real,
            Sentence = SizeSentences.Mean(count, contacts, design, real),
            Warnings = warnings,
            Steps = StepsOf(z, root * root, needed, population is null ? null : corrected, corrected, design),
        };
    }

    /// <summary>Computes the size of each of two groups that is required to detect a difference between two shares.</summary>
    /// <param name="firstShare">In (0, 1).</param>
    /// <param name="secondShare">In (0, 1), different from the first.</param>
    /// <param name="power">Probability of detecting the difference if it exists: a share in (0, 1).</param>
    /// <param name="allowance">Confidence, design effect and response rate; null for 95 %, 1 and 1.</param>
    /// <returns>The count of each group; the margin is half the width of the confidence interval of the difference.</returns>
    /// <exception cref="SipasException">A parameter is outside its range, or the shares are equal.</exception>
    /// <remarks>(z_α + z_β)² (p1 q1 + p2 q2)/(p1 − p2)² · deff.</remarks>
    public static SampleSizeResult ForDifference(double firstShare, double secondShare, double power = 0.8,
        DesignAllowance? allowance = null)
    {
        SizeParameter.Share(nameof(firstShare), firstShare);
        SizeParameter.Share(nameof(secondShare), secondShare);
        SizeParameter.Require(firstShare != secondShare, nameof(secondShare), secondShare, "≠ firstShare");
        SizeParameter.Share(nameof(power), power);
        DesignAllowance design = Checked(allowance);
        double z = Precision.NormalQuantile(design.Confidence);
        double zPower = Normal.InvCDF(0, 1, power);
        double sum = z + zPower;
        double spread = (firstShare * (1 - firstShare)) + (secondShare * (1 - secondShare));
        double difference = firstShare - secondShare;
        double simple = sum <= 0 ? 1 : sum * sum * spread / (difference * difference);
        double needed = sum <= 0 ? 1 : simple * design.DesignEffect;
        (long count, long contacts, Problem[] warnings) = Whole(needed, null, design.ResponseShare);
        double real = z * Math.Sqrt(spread * design.DesignEffect / count);
        return new SampleSizeResult
        {
            Count = count,
            ContactCount = contacts,
            Margin = real,
            Sentence = SizeSentences.Difference(count, contacts, Math.Abs(difference), power, design),
            Warnings = warnings,
            Steps = [new SizeStep("z", z), new SizeStep("zPower", zPower), .. StepsOf(z, simple, needed, null, needed, design).Skip(1)],
        };
    }

    /// <summary>Returns a given sample size with the margin it achieves.</summary>
    /// <param name="count">The sample size: 1 to N.</param>
    /// <param name="population">Population N: 1 or more; null when unknown or infinite.</param>
    /// <param name="allowance">
    /// Confidence and design effect; null for 95 % and 1. A response rate below 1 raises the number of contacts.
    /// </param>
    /// <param name="stratum">The stratum, for the error; null for the overall size.</param>
    /// <exception cref="SipasException">The number is not positive (<c>SMP0004</c>) or above N (<c>SMP0003</c>).</exception>
    public static SampleSizeResult Fixed(long count, long? population = null, DesignAllowance? allowance = null, string? stratum = null)
    {
        SizeParameter.Population(population, stratum ?? "N");
        if (count < 1)
        {
            throw new SipasException(new Problem(ProblemCodes.SampleNotPositive, stratum, SizeParameter.Show(count)));
        }

        if (count > population)
        {
            throw new SipasException(
                new Problem(ProblemCodes.SampleAbovePopulation, stratum, SizeParameter.Show(count), SizeParameter.Show(population.Value)));
        }

        DesignAllowance design = Checked(allowance);
        (_, long contacts, Problem[] warnings) = Whole(count, population, design.ResponseShare);
        double real = Precision.MarginOfShare(count, population, design.DesignEffect, 0.5, design.Confidence);
        return new SampleSizeResult
        {
            Count = count,
            ContactCount = contacts,
            Margin = real,
            Sentence = SizeSentences.Share(count, contacts, design, real),
            Warnings = warnings,
        };
    }

    /// <summary>Computes the sample size as a percentage of a stratum's dossiers that depends on their number.</summary>
    /// <param name="population">Number of dossiers N: 1 or more.</param>
    /// <param name="rule">The bands, for example <see cref="BandSize.DaNang"/>.</param>
    /// <returns>N × percent, rounded up in integer arithmetic, with the margin it achieves.</returns>
    /// <exception cref="SipasException">N is not positive, or the bands are not ascending with an open last band.</exception>
    internal static SampleSizeResult FromBands(long population, BandSize rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        SizeParameter.Population(population, "N");
        if (!SurveyPlanVerifier.IsLadder(rule.Bands) || rule.Bands.Any(band => band.SamplePercent is < 1 or > 100))
        {
            throw new SipasException(new Problem(ProblemCodes.SizeParameterOutOfRange, "bands",
                string.Join(", ", rule.Bands.Select(band => band.UpTo?.ToString(CultureInfo.InvariantCulture) ?? "…")),
                "↑ … null, 1–100 %"));
        }

        int index = rule.Bands.TakeWhile(band => band.UpTo < population).Count();
        long count = Part(population, rule.Bands[index].SamplePercent);
        if (rule.NeverFewer)
        {
            count = Math.Max(count, rule.Bands.Take(index).Select(band => Part(band.UpTo!.Value, band.SamplePercent)).DefaultIfEmpty(0)
                .Max());
        }

        return Fixed(count, population) with { Steps = [new SizeStep("n0", (double)population * rule.Bands[index].SamplePercent / 100)] };

        static long Part(long whole, int percent) => (long)(((Int128)whole * percent + 99) / 100);
    }

    /// <summary>Computes the design effect of drawing several units in each cluster.</summary>
    /// <param name="take">Number b of units in each cluster: 1 or more.</param>
    /// <param name="intraClusterCorrelation">ρ: in [−1/(b − 1), 1].</param>
    /// <returns>1 + (b − 1)ρ.</returns>
    /// <exception cref="SipasException">A parameter is outside its range.</exception>
    public static double ClusterDesignEffect(long take, double intraClusterCorrelation)
    {
        SizeParameter.AtLeast(nameof(take), take, 1);
        SizeParameter.Require(intraClusterCorrelation <= 1 && intraClusterCorrelation >= (take == 1 ? -1 : -1.0 / (take - 1)),
            nameof(intraClusterCorrelation), intraClusterCorrelation, "[−1/(b − 1), 1]");
        return 1 + ((take - 1) * intraClusterCorrelation);
    }

    /// <summary>Computes the number of units per cluster that minimizes the variance for a given cost.</summary>
    /// <param name="clusterCost">Cost of reaching one cluster: above 0.</param>
    /// <param name="unitCost">Cost of one unit in it, in the same currency: above 0.</param>
    /// <param name="intraClusterCorrelation">ρ: in (0, 1).</param>
    /// <returns>√((C_cluster/C_unit)(1 − ρ)/ρ), at least 1; the caller rounds it.</returns>
    /// <exception cref="SipasException">A parameter is outside its range.</exception>
    public static double OptimalTake(double clusterCost, double unitCost, double intraClusterCorrelation)
    {
        SizeParameter.Positive(nameof(clusterCost), clusterCost);
        SizeParameter.Positive(nameof(unitCost), unitCost);
        SizeParameter.Share(nameof(intraClusterCorrelation), intraClusterCorrelation);
        return Math.Max(1, Math.Sqrt(clusterCost / unitCost * (1 - intraClusterCorrelation) / intraClusterCorrelation));
    }

    private static SizeStep[] StepsOf(double z, double simple, double needed, double? corrected, double final, DesignAllowance design) =>
    [
        new SizeStep("z", z),
        new SizeStep("n0", simple),
        new SizeStep("n1", needed),
        .. corrected is { } n2 ? [new SizeStep("n2", n2)] : Array.Empty<SizeStep>(),
        .. design.ResponseShare < 1 ? [new SizeStep("n3", final / design.ResponseShare)] : Array.Empty<SizeStep>(),
    ];

    private static DesignAllowance Checked(DesignAllowance? allowance)
    {
        DesignAllowance design = allowance ?? new DesignAllowance();
        SizeParameter.Share("confidence", design.Confidence);
        SizeParameter.Positive("designEffect", design.DesignEffect);
        SizeParameter.ShareOrOne("responseShare", design.ResponseShare);
        return design;
    }

    private static (long Count, long Contacts, Problem[] Warnings) Whole(double corrected, long? population, double response)
    {
        SizeParameter.Require(corrected / response < 1e15, "n", corrected, "< 10¹⁵");
        long count = Math.Max(1, (long)Math.Ceiling(corrected - 1e-9));
        count = Math.Min(count, population ?? long.MaxValue);
        long contacts = Math.Max(count, (long)Math.Ceiling((corrected / response) - 1e-9));
        return contacts > population
            ? (count, population.Value,
                [new Problem(ProblemCodes.ContactsCapped, "n", SizeParameter.Show(contacts), SizeParameter.Show(population.Value))])
            : (count, contacts, []);
    }
}
