using System.Globalization;
using System.Numerics;
using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Estimation;

/// <summary>
/// Replicate weights: factors on the weights of the primary sampling units for each replicate, with the scale of each
/// squared deviation.
/// </summary>
/// <remarks>
/// Every method includes the finite population correction of the first stage: the jackknife in its scale, half-samples
/// in factors whose distance from 1 is multiplied by √(1 − f_h). No method includes later stages. Periods with common
/// units are rejected, because replication does not estimate their covariance (<c>EST0631</c>).<para/> Sources: Wolter,
/// Introduction to Variance Estimation, 2007; Rust and Rao, SMMR 5, 1996.
/// </remarks>
internal sealed class ReplicatePlan
{
    private ReplicatePlan(ReplicationMethod method, double[][] factors, double[] scales, string[] names)
    {
        Method = method;
        Factors = factors;
        Scales = scales;
        Names = names;
    }

    /// <summary>The replication method.</summary>
    public ReplicationMethod Method { get; }

    /// <summary>Number of replicates.</summary>
    public int ReplicateCount => Factors.Length;

    internal double[][] Factors { get; }

    internal double[] Scales { get; }

    /// <summary>Description of each replicate: the omitted unit with its stratum, or the number of the half-sample.</summary>
    internal string[] Names { get; }

    /// <summary>Creates the replicates of the unstratified jackknife (JK1).</summary>
    /// <param name="design">A design with one stratum and two or more primary sampling units.</param>
    /// <exception cref="SipasException">It has more strata or fewer units (<c>EST0301</c>).</exception>
    public static ReplicatePlan Jackknife1(SurveyDesign design)
    {
        ArgumentNullException.ThrowIfNull(design);
        if (design.StratumCount != 1 || design.PrimaryUnitCount < 2)
        {
            throw Misfit(design, 0, "n ≥ 2, H = 1");
        }

        return Jackknife(design, ReplicationMethod.Jackknife1);
    }

    /// <summary>Creates the replicates of the stratified jackknife (JKn).</summary>
    /// <param name="design">A design with two or more units in each stratum, except certainty strata, which are not replicated.</param>
    /// <exception cref="SipasException">
    /// A stratum has a single unit and its policy is neither remove nor certainty (<c>EST0301</c>).
    /// </exception>
    public static ReplicatePlan JackknifeN(SurveyDesign design) => Jackknife(design, ReplicationMethod.JackknifeN);

    /// <summary>Creates balanced half-samples (BRR), or Fay's variant of them.</summary>
    /// <param name="design">A design with exactly two units in every stratum, except certainty strata, which are not replicated.</param>
    /// <param name="fay"> ρ in [0, 1): 0 for plain half-samples; the factors are 1 ± (1 − ρ)√(1 − f_h) and the variance
    /// is divided by (1 − ρ)². Without a finite population they are 2 − ρ and ρ.
    /// </param>
    /// <returns>
    /// As many replicates as the smallest power of 2 above the number of replicated strata; the s-th stratum uses
    /// column s + 1 of Sylvester's matrix.
    /// </returns>
    /// <exception cref="SipasException">
    /// A stratum does not have exactly two units (<c>EST0301</c>), or periods have common units (<c>EST0631</c>).
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">ρ is outside [0, 1).</exception>
    /// <remarks>
    /// For totals the variance equals that of linearisation, for any sampling fractions. Source of the factors: Wolter
    /// 2007, §3.5.
    /// </remarks>
    public static ReplicatePlan HalfSamples(SurveyDesign design, double fay = 0)
    {
        ArgumentNullException.ThrowIfNull(design);
        if (!(fay is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fay), fay, "Fay's ρ lies in [0, 1).");
        }

        ThrowIfLinked(design);
        ClusterLevel first = design.Levels[0];
        var taking = new List<int>();
        for (int stratum = 0; stratum < first.StratumCount; stratum++)
        {
            if (TakesNoPart(design, stratum))
            {
                continue;
            }

            if (first.UnitsIn(stratum) != 2)
            {
                throw Misfit(design, stratum, "n = 2");
            }

            taking.Add(stratum);
        }

        int order = (int)BitOperations.RoundUpToPowerOf2((uint)taking.Count + 1);
        double[][] factors = new double[order][];
        for (int replicate = 0; replicate < order; replicate++)
        {
            factors[replicate] = new double[first.UnitCount];
            Array.Fill(factors[replicate], 1);
            for (int s = 0; s < taking.Count; s++)
            {
                bool even = (BitOperations.PopCount((uint)(replicate & (s + 1))) & 1) == 0;
                double away = (even ? 1 : -1) * (1 - fay) * Math.Sqrt(1 - first.Fraction[taking[s]]);
                factors[replicate][first.StratumStart[taking[s]]] = 1 + away;
                factors[replicate][first.StratumStart[taking[s]] + 1] = 1 - away;
            }
        }

        double[] scales = [.. Enumerable.Repeat(1 / (order * (1 - fay) * (1 - fay)), order)];
        string[] names = [.. Enumerable.Range(1, order).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        return new ReplicatePlan(fay == 0 ? ReplicationMethod.BalancedHalfSamples : ReplicationMethod.Fay, factors, scales, names);
    }

    private static ReplicatePlan Jackknife(SurveyDesign design, ReplicationMethod method)
    {
        ArgumentNullException.ThrowIfNull(design);
        ThrowIfLinked(design);
        ClusterLevel first = design.Levels[0];
        var factors = new List<double[]>();
        var scales = new List<double>();
        var names = new List<string>();
        for (int stratum = 0; stratum < first.StratumCount; stratum++)
        {
            int n = first.UnitsIn(stratum);
            if (TakesNoPart(design, stratum))
            {
                continue;
            }

            if (n == 1)
            {
                throw Misfit(design, stratum, "n ≥ 2");
            }

            for (int left = 0; left < n; left++)
            {
                double[] factor = new double[first.UnitCount];
                Array.Fill(factor, 1);
                factor.AsSpan(first.StratumStart[stratum], n).Fill((double)n / (n - 1));
                factor[first.StratumStart[stratum] + left] = 0;
                factors.Add(factor);
                scales.Add((1 - first.Fraction[stratum]) * (n - 1) / n);
                string unit = first.UnitNames[first.StratumStart[stratum] + left];
                names.Add(first.StratumNames[stratum].Length == 0 ? unit : LabelPath.Join(first.StratumNames[stratum], unit));
            }
        }

        return new ReplicatePlan(method, [.. factors], [.. scales], [.. names]);
    }

    // Whether a stratum is a census, or its single unit contributes no variance under the policy.
    private static bool TakesNoPart(SurveyDesign design, int stratum)
    {
        ClusterLevel first = design.Levels[0];
        return first.Fraction[stratum] >= 1
            || (first.UnitsIn(stratum) == 1 && design.SingleUnit is (SingleUnitPolicy.Remove or SingleUnitPolicy.Certainty));
    }

    private static void ThrowIfLinked(SurveyDesign design)
    {
        if (design.Levels[0].Links is { Pairs.Length: > 0 } links)
        {
            ClusterLevel first = design.Levels[0];
            throw new SipasException(new Problem(
                ProblemCodes.ReplicationOfLinkedPeriods,
                $"{first.StratumNames[links.Pairs[0].FirstStratum]}, {first.StratumNames[links.Pairs[0].SecondStratum]}",
                links.Pairs.Sum(pair => pair.FirstUnits.Length).ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static SipasException Misfit(SurveyDesign design, int stratum, string needed) => new(new Problem(
        ProblemCodes.ReplicationUnits, design.Levels[0].StratumNames[stratum],
        design.Levels[0].UnitsIn(stratum).ToString(CultureInfo.InvariantCulture), needed));
}
