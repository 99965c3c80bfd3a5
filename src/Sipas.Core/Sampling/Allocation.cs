using System.Numerics;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Allocates a total sample size to strata in whole numbers that add up to the total.</summary>
/// <remarks>
/// Each rule assigns a score a to each stratum; the quota is n a/Σa. If all rounded quotas are within the bounds,
/// quotas are rounded by the largest remainder, ties going to the earlier stratum. Otherwise the sizes are the whole
/// numbers within the bounds that minimize Σ a²/n_h, found by adding one unit at a time to the stratum with the largest
/// a²/(n_h(n_h + 1)). Equal and proportional quotas are exact; the other scores use only IEEE multiplication, division
/// and square root, except a power other than 0, 1/2 and 1.
/// <para/>Sources: Cochran 1977, 5.5; Bankier 1988 (power); Kish 1988 (compromise); Wright, Am. Stat. 66:217, 2012, and
/// Stat. Prob. Lett. 129:50, 2017 (exact optimum).
/// </remarks>
public static partial class Allocation
{
    /// <summary>Allocates a total to strata.</summary>
    /// <param name="total">The total n: 1 or more.</param>
    /// <param name="strata">The strata. An empty stratum gets 0 and has no minimum.</param>
    /// <param name="rule">The rule.</param>
    /// <returns>The sample sizes, which add up to <paramref name="total"/>.</returns>
    /// <exception cref="SipasException">
    /// The total is not positive (<c>SMP0004</c>), exceeds the sum of the caps (<c>SMP0009</c>) or is below the sum of
    /// the minima (<c>SMP0008</c>); a stratum occurs twice (<c>SMP0011</c>), has a negative population
    /// (<c>SMP0001</c>), is empty but states a minimum (<c>SMP0010</c>), has a minimum above its cap (<c>SMP0015</c>)
    /// or lacks its standard deviation (<c>SMP0012</c>).
    /// </exception>
    public static AllocationResult Allocate(long total, IReadOnlyList<Stratum> strata, AllocationRule rule)
    {
        ArgumentNullException.ThrowIfNull(strata);
        ArgumentNullException.ThrowIfNull(rule);
        if (total < 1)
        {
            throw new SipasException(new Problem(ProblemCodes.SampleNotPositive, "Σ", SizeParameter.Show(total)));
        }

        (long[] minima, long[] caps) = Bounds(strata, rule);
        CheckTotals(total, strata, minima, caps);
        double[] scores = Scores(strata, rule);
        (long[]? sizes, double[] quotas) = LargestRemainder(total, strata, rule, scores);
        bool free = sizes is not null && !sizes.Where((size, i) => size < minima[i] || size > caps[i]).Any();
        sizes = free ? sizes! : IntegerOptimum(total, scores, minima, caps);
        return new AllocationResult
        {
            TotalCount = total,
            Rounding = free ? AllocationRounding.LargestRemainder : AllocationRounding.IntegerOptimum,
            Strata = [.. strata.Select((stratum, i) => new StratumAllocation
            {
                StratumCode = stratum.Code,
                PopulationCount = stratum.PopulationCount,
                SampleCount = sizes[i],
                Quota = quotas[i],
                Margin = sizes[i] == 0 ? null : Precision.MarginOfShare(sizes[i], stratum.PopulationCount),
            })],
        };
    }

    private static (long[] Minima, long[] Caps) Bounds(IReadOnlyList<Stratum> strata, AllocationRule rule)
    {
        SizeParameter.Require(rule.Exponent is >= 0 and <= 1, nameof(rule.Exponent), rule.Exponent, "[0, 1]");
        SizeParameter.Require(rule.Importance is >= 0 and < double.PositiveInfinity, nameof(rule.Importance), rule.Importance, "≥ 0");
        SizeParameter.AtLeast(nameof(rule.MinimumPerStratum), rule.MinimumPerStratum, 0);
        var problems = new List<Problem>();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        long[] minima = new long[strata.Count];
        long[] caps = new long[strata.Count];
        for (int i = 0; i < strata.Count; i++)
        {
            Stratum stratum = strata[i];
            if (!codes.Add(stratum.Code))
            {
                problems.Add(new Problem(ProblemCodes.StratumTwice, stratum.Code, stratum.Code));
            }

            if (stratum.PopulationCount < 0)
            {
                problems.Add(new Problem(ProblemCodes.PopulationOutOfRange, stratum.Code, SizeParameter.Show(stratum.PopulationCount),
                    "≥ 0"));
                continue;
            }

            if (stratum.PopulationCount == 0)
            {
                if (stratum.MinimumCount > 0)
                {
                    problems.Add(new Problem(ProblemCodes.StratumEmpty, stratum.Code, SizeParameter.Show(stratum.MinimumCount.Value)));
                }

                continue;
            }

            caps[i] = Math.Min(stratum.PopulationCount, stratum.MaximumCount ?? long.MaxValue);
            minima[i] = stratum.MinimumCount ?? Math.Min(rule.MinimumPerStratum, caps[i]);
            if (minima[i] < 0 || minima[i] > caps[i])
            {
                problems.Add(new Problem(ProblemCodes.MinimumAboveCap, stratum.Code, SizeParameter.Show(minima[i]),
                    SizeParameter.Show(caps[i])));
            }
        }

        return problems.Count > 0 ? throw new SipasException(problems) : (minima, caps);
    }

    private static void CheckTotals(long total, IReadOnlyList<Stratum> strata, long[] minima, long[] caps)
    {
        Int128 least = Sum(minima);
        if (least > total)
        {
            throw new SipasException(
                new Problem(ProblemCodes.MinimaAboveTotal, strata[Array.IndexOf(minima, minima.Max())].Code, SizeParameter.Show(least),
                    SizeParameter.Show(total)));
        }

        Int128 maximum = Sum(caps);
        if (total > maximum)
        {
            string named = string.Join(", ", strata.Take(3).Select((stratum, i) => $"{stratum.Code}: {SizeParameter.Show(caps[i])}"))
                + (strata.Count > 3 ? " …" : "");
            throw new SipasException(
                new Problem(ProblemCodes.TotalAboveCaps, named, SizeParameter.Show(total), SizeParameter.Show(maximum)));
        }

        static Int128 Sum(long[] counts) => counts.Aggregate(Int128.Zero, (sum, count) => sum + count);
    }

    private static double[] Scores(IReadOnlyList<Stratum> strata, AllocationRule rule)
    {
        double whole = strata.Sum(stratum => (double)stratum.PopulationCount);
        int filled = strata.Count(stratum => stratum.PopulationCount > 0);
        double[] scores = [.. strata.Select(stratum => stratum.PopulationCount == 0 ? 0 : rule.Kind switch
        {
            AllocationKind.Equal => 1,
            AllocationKind.Proportional => stratum.PopulationCount,
            AllocationKind.Power => Power(stratum.PopulationCount, rule.Exponent),
            AllocationKind.Neyman => stratum.PopulationCount * Spread(stratum),
            AllocationKind.CostOptimal => stratum.PopulationCount * Spread(stratum) / Math.Sqrt(Cost(stratum)),
            AllocationKind.Kish => Math.Sqrt(Square(stratum.PopulationCount / whole) + Square(rule.Importance / filled)),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Kind, "No such rule."),
        })];
        return scores.All(score => score == 0)
            ? throw new SipasException(
                new Problem(ProblemCodes.SpreadMissing, string.Join(", ", strata.Take(3).Select(stratum => stratum.Code)), "0", "> 0"))
            : scores;
    }

    private static double Power(double population, double exponent) => exponent switch
    {
        0 => 1,
        0.5 => Math.Sqrt(population),
        1 => population,
        _ => Math.Pow(population, exponent),
    };

    private static double Square(double value) => value * value;

    private static double Spread(Stratum stratum) => stratum.StandardDeviation is { } spread and >= 0 and < double.PositiveInfinity
        ? spread
        : throw new SipasException(
            new Problem(ProblemCodes.SpreadMissing, stratum.Code, stratum.StandardDeviation is { } wrong ? SizeParameter.Show(wrong) : "—",
                "≥ 0"));

    private static double Cost(Stratum stratum)
    {
        double cost = stratum.UnitCost ?? 1;
        SizeParameter.Positive($"unitCost {stratum.Code}", cost);
        return cost;
    }

    // Returns whole numbers and their quotas; the whole numbers are null if all scores are 0.
    private static (long[]? Sizes, double[] Quotas) LargestRemainder(
        long total, IReadOnlyList<Stratum> strata, AllocationRule rule, double[] scores)
    {
        // Integer scores give exact quotas and remainders. All other scores are multiplied by a common power of two to
        // make them integers, so that one code path serves every rule.
        BigInteger[] weights = rule.Kind switch
        {
            AllocationKind.Equal => [.. strata.Select(stratum => stratum.PopulationCount > 0 ? BigInteger.One : BigInteger.Zero)],
            AllocationKind.Proportional => [.. strata.Select(stratum => (BigInteger)stratum.PopulationCount)],
            _ => Scaled(scores),
        };
        BigInteger sum = weights.Aggregate(BigInteger.Zero, BigInteger.Add);
        if (sum.IsZero)
        {
            return (null, new double[weights.Length]);
        }

        long[] sizes = new long[weights.Length];
        var rests = new BigInteger[weights.Length];
        long left = total;
        for (int i = 0; i < weights.Length; i++)
        {
            sizes[i] = (long)BigInteger.DivRem(weights[i] * total, sum, out rests[i]);
            left -= sizes[i];
        }

        double[] quotas = [.. sizes.Select((size, i) => size + ((double)(rests[i] * (1L << 52) / sum) / (1L << 52)))];
        foreach (int i in Enumerable.Range(0, weights.Length).OrderByDescending(i => rests[i]).ThenBy(i => i).Take((int)left))
        {
            sizes[i]++;
        }

        return (sizes, quotas);
    }

    private static BigInteger[] Scaled(double[] scores)
    {
        double greatest = scores.Max();
        return [.. scores.Select(score => new BigInteger(score / greatest * (1L << 52)))];
    }

    private static long[] IntegerOptimum(long total, double[] scores, long[] minima, long[] caps)
    {
        long[] sizes = [.. minima];
        long left = total - minima.Sum();
        var queue = new PriorityQueue<int, Gain>(scores.Length);
        for (int i = 0; i < scores.Length; i++)
        {
            Offer(i);
        }

        while (left > 0)
        {
            int i = queue.Dequeue();
            sizes[i]++;
            left--;
            Offer(i);
        }

        return sizes;

        void Offer(int i)
        {
            if (sizes[i] < caps[i])
            {
                queue.Enqueue(i, new Gain(sizes[i] == 0 ? double.PositiveInfinity : scores[i] / sizes[i] * (scores[i] / (sizes[i] + 1)),
                    scores[i], i));
            }
        }
    }

    // The decrease of Σ a²/n from one more unit. Order: the largest decrease first, then the larger score, then the
    // earlier stratum. A score of 0 comes last, although it has no unit yet.
    private readonly record struct Gain(double Value, double Score, int Index) : IComparable<Gain>
    {
        public int CompareTo(Gain other)
        {
            int order = (other.Score > 0).CompareTo(Score > 0);
            order = order != 0 ? order : other.Value.CompareTo(Value);
            order = order != 0 ? order : other.Score.CompareTo(Score);
            return order != 0 ? order : Index.CompareTo(other.Index);
        }
    }
}
