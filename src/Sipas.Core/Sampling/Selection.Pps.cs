using System.Numerics;
using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Sampling;

internal static partial class Selection
{
    /// <summary>Maximum number of rejected sets in Sampford's method before it fails.</summary>
    public const int SampfordTrials = 1_000_000;

    /// <summary>
    /// Draws a systematic sample with probability proportional to size: selects the units at equal intervals Σa/n of
    /// the cumulative sizes from a random start.
    /// </summary>
    /// <param name="plan">The inclusion probabilities.</param>
    /// <param name="random">The generator.</param>
    /// <returns>
    /// n positions, ascending; π holds exactly. Neighbouring units may have a joint inclusion probability of 0. Integer
    /// arithmetic only.
    /// </returns>
    /// <remarks>Source: Madow, Ann. Math. Stat. 20:333, 1949.</remarks>
    public static long[] PpsSystematic(PpsPlan plan, SeededGenerator random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(random);
        return PpsSystematicAt(plan, plan.ChanceCount == 0 ? 0 : random.NextBelow(plan.ChanceTotal));
    }

    /// <summary>Selects a systematic sample proportional to size from a start drawn by lot.</summary>
    /// <param name="start"> The start R, in the unit of the sizes: above 0 and at most k = Σa/n over the units that are
    /// not certain. If it is drawn uniformly from this interval, π is exact; if sizes and k are whole, a whole number
    /// from 1 to k gives the same.
    /// </param>
    /// <param name="plan">The inclusion probabilities.</param>
    /// <returns>
    /// n positions, ascending: the certainty units and, for i = 0, 1 …, the unit at which the cumulative size reaches R
    /// + ik.
    /// </returns>
    /// <exception cref="SipasException">
    /// The start is outside its interval, or all units are certain, so that no start is used (<c>SMP0101</c>).
    /// </exception>
    public static long[] PpsSystematicFrom(decimal start, PpsPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        (BigInteger above, BigInteger below) = Fraction(start);

        // In integers: R n is compared with Σa, both multiplied by the denominators.
        BigInteger mark = above * plan.Scale * plan.ChanceCount;
        BigInteger interval = plan.ChanceTotal * below;
        if (start <= 0 || plan.ChanceCount == 0 || mark > interval)
        {
            throw StartOutside(
                start, plan.Stratum, plan.ChanceCount == 0
                ? "—"
                : $"> 0, ≤ {SystematicWalk.Show(plan.ChanceTotal, plan.ChanceCount * plan.Scale)}");
        }

        var drawn = new List<int>();
        BigInteger end = 0;
        foreach (int unit in plan.ChancePositions())
        {
            end += plan.SizeOf(unit) * (BigInteger)plan.ChanceCount * below;
            if (mark <= end)
            {
                drawn.Add(unit);
                mark += interval;
            }
        }

        return WithCertain(plan, drawn);
    }

    /// <summary>
    /// Draws a sample with probability proportional to size by Sampford's method: the first unit with probability
    /// proportional to π, the others with replacement and probability proportional to π/(1 − π). The set is rejected
    /// and drawn again if a unit occurs twice.
    /// </summary>
    /// <param name="plan">The inclusion probabilities.</param>
    /// <param name="random">The generator.</param>
    /// <returns>n positions, ascending; π holds exactly and every pair has a positive joint inclusion probability.</returns>
    /// <exception cref="SipasException">A million sets were rejected (<c>SMP0013</c>): n is too close to N/2 for a large N.</exception>
    /// <remarks>
    /// If more than half of the units are to be drawn, the units to exclude are drawn by the same method with 1 − π,
    /// which preserves π and rejects few sets. Source: Sampford, Biometrika 54:499, 1967. Uses only IEEE division,
    /// multiplication, subtraction and addition in a fixed order.
    /// </remarks>
    public static long[] Sampford(PpsPlan plan, SeededGenerator random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(random);
        int[] units = plan.ChancePositions();
        if (plan.ChanceCount == 0)
        {
            return [.. plan.CertainPositions];
        }

        bool leaveOut = DrawsComplement(plan.ChanceCount, units.Length);
        double[] shares = SampfordShares(plan, units);
        long count = leaveOut ? units.Length - plan.ChanceCount : plan.ChanceCount;
        double[] first = Cumulated(shares);
        double[] others = Cumulated(shares.Select(share => share / (1 - share)));
        var drawn = new HashSet<int>();
        for (int trial = 0; trial < SampfordTrials; trial++)
        {
            drawn.Clear();
            drawn.Add(Pick(first, random.NextShare()));
            while (drawn.Count < count && drawn.Add(Pick(others, random.NextShare())))
            {
            }

            if (drawn.Count == count)
            {
                return WithCertain(plan, leaveOut ? units.Where((_, i) => !drawn.Contains(i)) : drawn.Select(i => units[i]));
            }
        }

        throw new SipasException(
            new Problem(ProblemCodes.SelectionRejectedTooOften, plan.Stratum, SizeParameter.Show(SampfordTrials), "brewer, pareto"));
    }

    /// <summary>Whether Sampford's method draws the units to exclude.</summary>
    internal static bool DrawsComplement(long count, int units) => 2 * count > units;

    /// <summary>Returns the probabilities used by Sampford's method: π, or 1 − π for the units to exclude.</summary>
    internal static double[] SampfordShares(PpsPlan plan, int[] units)
    {
        bool leaveOut = DrawsComplement(plan.ChanceCount, units.Length);
        return [.. units.Select(unit => leaveOut ? 1 - plan.ProbabilityOf(unit) : plan.ProbabilityOf(unit))];
    }

    /// <summary>
    /// Draws a sample with probability proportional to size by Brewer's method: one unit at each step, with selection
    /// probabilities that preserve π.
    /// </summary>
    /// <param name="plan">The inclusion probabilities.</param>
    /// <param name="random">The generator.</param>
    /// <returns>n positions, ascending; π holds exactly and every pair has a positive joint inclusion probability.</returns>
    /// <remarks>
    /// At step r one of the remaining units is drawn with probability proportional to π(n − A − π)/(n − A − π(n − r +
    /// 1)), where A is the sum of π of the units drawn so far. Source: Brewer, Austral. J. Stat. 17:166, 1975; Tillé
    /// 2006, 6.3.
    /// </remarks>
    public static long[] Brewer(PpsPlan plan, SeededGenerator random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(random);
        return Brewer(plan, random.NextShare);
    }

    internal static long[] Brewer(PpsPlan plan, Func<double> next)
    {
        var left = plan.ChancePositions().ToList();
        var drawn = new List<int>();
        double taken = 0;
        for (long step = 1; step <= plan.ChanceCount; step++)
        {
            double room = plan.ChanceCount - taken;
            double[] cumulated = Cumulated(left.Select(unit => BrewerShare(plan.ProbabilityOf(unit), room, plan.ChanceCount - step + 1)));
            int place = Pick(cumulated, next());
            taken += plan.ProbabilityOf(left[place]);
            drawn.Add(left[place]);
            left.RemoveAt(place);
        }

        return WithCertain(plan, drawn);
    }

    /// <summary>
    /// Draws a sample with probability proportional to size by Rosén's Pareto method: the n smallest values of (u/(1 −
    /// u))/(π/(1 − π)).
    /// </summary>
    /// <param name="plan">The inclusion probabilities.</param>
    /// <param name="numbers">Permanent random numbers of all units, in [0, 1).</param>
    /// <returns>
    /// n positions, the certainty units first, then by ascending value; ties go to the earlier unit. π holds
    /// approximately, more closely for larger n.
    /// </returns>
    /// <exception cref="ArgumentException">There is not exactly one number for each unit.</exception>
    /// <remarks>Source: Rosén, J. Stat. Plan. Inf. 62:159, 1997.</remarks>
    public static long[] Pareto(PpsPlan plan, ReadOnlySpan<double> numbers)
    {
        CheckNumbers(plan, numbers);
        int[] units = plan.ChancePositions();
        double[] ranks = new double[units.Length];
        for (int i = 0; i < units.Length; i++)
        {
            double u = numbers[units[i]];
            double share = plan.ProbabilityOf(units[i]);
            ranks[i] = u / (1 - u) * ((1 - share) / share);
        }

        return [.. plan.CertainPositions, .. plan.ChanceCount == 0
            ? []
            : SmallestKeys(ranks, (int)plan.ChanceCount).Select(i => (long)units[i])];
    }

    /// <summary>
    /// Draws each unit independently, if its permanent random number is below its π (Poisson sampling). The sample size
    /// varies around n and may be 0.
    /// </summary>
    /// <param name="plan">The inclusion probabilities.</param>
    /// <param name="numbers">Permanent random numbers of all units, in [0, 1).</param>
    /// <returns>Positions, ascending; π holds exactly.</returns>
    /// <exception cref="ArgumentException">There is not exactly one number for each unit.</exception>
    public static long[] Poisson(PpsPlan plan, ReadOnlySpan<double> numbers)
    {
        CheckNumbers(plan, numbers);
        var drawn = new List<long>();
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] < plan.ProbabilityOf(i))
            {
                drawn.Add(i);
            }
        }

        return [.. drawn];
    }

    internal static long[] PpsSystematicAt(PpsPlan plan, long start)
    {
        var drawn = new List<int>();
        UInt128 mark = (UInt128)start;
        UInt128 end = 0;
        foreach (int unit in plan.ChanceCount == 0 ? [] : plan.ChancePositions())
        {
            // Compares the marks start + iΣa with sizes times n. Without a division, rounding cannot skip or repeat a
            // unit.
            end += (UInt128)plan.SizeOf(unit) * (UInt128)plan.ChanceCount;
            if (mark < end)
            {
                drawn.Add(unit);
                mark += (UInt128)plan.ChanceTotal;
            }
        }

        return WithCertain(plan, drawn);
    }

    /// <summary>Returns the weight of a unit at a step of Brewer's method.</summary>
    /// <param name="share">Its π.</param>
    /// <param name="room">n − A.</param>
    /// <param name="left">n − r + 1.</param>
    internal static double BrewerShare(double share, double room, long left)
    {
        double below = room - (share * left);

        // At the last step numerator and denominator are equal; their ratio would only contain rounding noise.
        return left == 1 ? share : share * (room - share) / below;
    }

    private static long[] WithCertain(PpsPlan plan, IEnumerable<int> drawn) => [.. plan.CertainPositions.Concat(drawn).Order()];

    private static double[] Cumulated(IEnumerable<double> weights)
    {
        double sum = 0;
        return [.. weights.Select(weight => sum += weight)];
    }

    // The first position whose cumulative weight is above u times the total.
    private static int Pick(double[] cumulated, double u)
    {
        double mark = u * cumulated[^1];
        int found = Array.BinarySearch(cumulated, mark);
        return found < 0 ? Math.Min(~found, cumulated.Length - 1) : Math.Min(found + 1, cumulated.Length - 1);
    }

    private static void CheckNumbers(PpsPlan plan, ReadOnlySpan<double> numbers)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (numbers.Length != plan.Population)
        {
            throw new ArgumentException($"{numbers.Length} numbers were given for {plan.Population} units.", nameof(numbers));
        }
    }
}
