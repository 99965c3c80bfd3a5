using System.Numerics;
using Sipas.Mathematics;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Draws positions from 0 to N − 1 with equal inclusion probabilities n/N.</summary>
/// <remarks>
/// Integer arithmetic only, so that a seed gives the same positions on every machine and runtime. Errors name the
/// <c>stratum</c>. Source: Tillé, Sampling Algorithms, 2006; Cochran, Sampling Techniques, 3rd ed. 1977, ch. 2 and 8;
/// derived in docs/method/selection.md.
/// </remarks>
internal static partial class Selection
{
    /// <summary>
    /// Draws a simple random sample without replacement, in selection order: the first m positions are a simple random
    /// sample of size m.
    /// </summary>
    /// <param name="population">Number of units N: 1 or more.</param>
    /// <param name="count">Number of units to draw n: 1 to N.</param>
    /// <param name="random">The generator.</param>
    /// <param name="stratum">The stratum, for errors.</param>
    /// <returns>n different positions in selection order. Uses memory for n positions, not for N.</returns>
    /// <exception cref="SipasException">
    /// n is not positive (<c>SMP0004</c>) or above N (<c>SMP0003</c>), or N is not positive (<c>SMP0010</c>).
    /// </exception>
    /// <remarks>Partial Fisher–Yates shuffle: step i swaps element i with a random element j in i … N − 1.</remarks>
    public static long[] SimpleRandom(long population, long count, SeededGenerator random, string? stratum = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        CheckCounts(population, count, stratum);
        var moved = new Dictionary<long, long>();
        long[] drawn = new long[count];
        for (long i = 0; i < count; i++)
        {
            long j = i + random.NextBelow(population - i);
            drawn[i] = moved.GetValueOrDefault(j, j);
            moved[j] = moved.GetValueOrDefault(i, i);
            moved.Remove(i);
        }

        return drawn;
    }

    /// <summary>
    /// Draws a systematic sample with the fractional interval N/n. Each unit has inclusion probability n/N exactly, for
    /// any N.
    /// </summary>
    /// <param name="population">Number of units N: 1 or more.</param>
    /// <param name="count">Number of units to draw n: 1 to N.</param>
    /// <param name="random">The generator.</param>
    /// <param name="stratum">The stratum, for errors.</param>
    /// <returns>n positions, ascending: ⌊(r + iN)/n⌋ with r drawn from 0 … N − 1.</returns>
    /// <exception cref="SipasException">n is not positive, above N, or N is not positive.</exception>
    public static long[] Systematic(long population, long count, SeededGenerator random, string? stratum = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        CheckCounts(population, count, stratum);
        return SystematicAt(random.NextBelow(population), population, count);
    }

    /// <summary>
    /// Draws a circular systematic sample: every k-th unit from a random start, continuing at the beginning after the
    /// end.
    /// </summary>
    /// <param name="population">Number of units N: 1 or more.</param>
    /// <param name="count">Number of units to draw n: 1 to N.</param>
    /// <param name="random">The generator.</param>
    /// <param name="stratum">The stratum, for errors.</param>
    /// <returns>
    /// n different positions in selection order. k is N/n rounded half up, or the nearest step (the smaller first) that
    /// reaches n different units.
    /// </returns>
    /// <exception cref="SipasException">n is not positive, above N, or N is not positive.</exception>
    public static long[] CircularSystematic(long population, long count, SeededGenerator random, string? stratum = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        CheckCounts(population, count, stratum);
        return CircularAt(random.NextBelow(population), population, count);
    }

    /// <summary>Selects a systematic sample with the fractional interval k = N/n from a start drawn by lot.</summary>
    /// <param name="start"> The start, above 0 and at most N/n. If it is drawn uniformly from this interval, each unit
    /// has probability n/N exactly; if k is whole, a whole number from 1 to k gives the same.
    /// </param>
    /// <param name="population">Number of units N: 1 or more.</param>
    /// <param name="count">Number of units to draw n: 1 to N.</param>
    /// <param name="stratum">The stratum, for errors.</param>
    /// <returns>n positions from 0, ascending: the units ⌈start + iN/n⌉ counted from 1.</returns>
    /// <exception cref="SipasException">
    /// n is not positive, above N, or N is not positive; or the start is outside its interval (<c>SMP0101</c>).
    /// </exception>
    public static long[] SystematicFrom(decimal start, long population, long count, string? stratum = null)
    {
        CheckCounts(population, count, stratum);
        (BigInteger above, BigInteger below) = Fraction(start);
        BigInteger maximum = population * below;
        if (start <= 0 || above * count > maximum)
        {
            throw StartOutside(start, stratum, $"> 0, ≤ {SystematicWalk.Show(population, count)}");
        }

        long[] drawn = new long[count];
        for (long i = 0; i < count; i++)
        {
            // ⌈x⌉ − 1 of a positive x is ⌊(numerator − 1)/denominator⌋.
            drawn[i] = (long)(((above * count) + (i * maximum) - 1) / (below * count));
        }

        return drawn;
    }

    /// <summary>Draws a systematic sample with an integer step k: a start between 1 and k, then every k-th unit.</summary>
    /// <param name="population">Number of units N: 1 or more.</param>
    /// <param name="step">The step k: 1 to N.</param>
    /// <param name="random">The generator.</param>
    /// <param name="stratum">The stratum, for errors.</param>
    /// <returns>
    /// Positions from 0, ascending: N/k of them, rounded down or up depending on the start. Each unit has probability
    /// 1/k exactly, for any N.
    /// </returns>
    /// <exception cref="SipasException">N is not positive, or the step is not from 1 to N (<c>SMP0100</c>).</exception>
    public static long[] SystematicStep(long population, long step, SeededGenerator random, string? stratum = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        CheckStep(population, step, stratum);
        return SystematicStepFrom(1 + random.NextBelow(step), population, step, stratum);
    }

    /// <summary>Selects a systematic sample with an integer step k from a start drawn by lot.</summary>
    /// <param name="start">The start: a whole number from 1 to k.</param>
    /// <param name="population">Number of units N: 1 or more.</param>
    /// <param name="step">The step k: 1 to N.</param>
    /// <param name="stratum">The stratum, for errors.</param>
    /// <returns>Positions from 0, ascending: the units start, start + k, start + 2k … counted from 1.</returns>
    /// <exception cref="SipasException">
    /// N is not positive, the step is not from 1 to N (<c>SMP0100</c>), or the start is not a whole number from 1 to k (<c>SMP0101</c>).
    /// </exception>
    public static long[] SystematicStepFrom(decimal start, long population, long step, string? stratum = null)
    {
        CheckStep(population, step, stratum);
        if (start < 1 || start > step || start != decimal.Truncate(start))
        {
            throw StartOutside(start, stratum, $"1 – {SizeParameter.Show(step)}");
        }

        long first = (long)start - 1;
        long[] drawn = new long[1 + ((population - 1 - first) / step)];
        for (long i = 0; i < drawn.Length; i++)
        {
            drawn[i] = first + (i * step);
        }

        return drawn;
    }

    /// <summary>Selects a circular systematic sample from a start drawn by lot.</summary>
    /// <param name="start">The start: a whole number from 1 to N.</param>
    /// <param name="population">Number of units N: 1 or more.</param>
    /// <param name="count">Number of units to draw n: 1 to N.</param>
    /// <param name="stratum">The stratum, for errors.</param>
    /// <returns>n different positions from 0 in selection order, as in <see cref="CircularSystematic"/>.</returns>
    /// <exception cref="SipasException">
    /// n is not positive, above N, or N is not positive; or the start is not a whole number from 1 to N (<c>SMP0101</c>).
    /// </exception>
    public static long[] CircularSystematicFrom(decimal start, long population, long count, string? stratum = null)
    {
        CheckCounts(population, count, stratum);
        return start >= 1 && start <= population && start == decimal.Truncate(start)
            ? CircularAt((long)start - 1, population, count)
            : throw StartOutside(start, stratum, $"1 – {SizeParameter.Show(population)}");
    }

    /// <summary>
    /// Selects the units with the n smallest permanent random numbers: a simple random sample that retains most of its
    /// units when it is drawn again from a slightly changed frame.
    /// </summary>
    /// <param name="numbers">The permanent random numbers: see <see cref="PermanentNumber"/>.</param>
    /// <param name="count">Number of units to draw n: 1 to the number of units.</param>
    /// <param name="stratum">The stratum, for errors.</param>
    /// <returns>n positions by ascending number; ties go to the earlier unit.</returns>
    /// <exception cref="SipasException">n is not positive or above N, or there are no units.</exception>
    public static long[] SmallestNumbers(ReadOnlySpan<double> numbers, long count, string? stratum = null)
    {
        CheckCounts(numbers.Length, count, stratum);
        return SmallestKeys(numbers, (int)count);
    }

    internal static long[] SystematicAt(long start, long population, long count)
    {
        long[] drawn = new long[count];
        for (long i = 0; i < count; i++)
        {
            drawn[i] = (long)(((UInt128)start + ((UInt128)i * (UInt128)population)) / (UInt128)count);
        }

        return drawn;
    }

    internal static long[] CircularAt(long start, long population, long count)
    {
        long step = CircularStep(population, count);
        long[] drawn = new long[count];
        for (long i = 0; i < count; i++)
        {
            drawn[i] = (long)(((UInt128)start + ((UInt128)i * (UInt128)step)) % (UInt128)population);
        }

        return drawn;
    }

    internal static long CircularStep(long population, long count)
    {
        long wanted = (long)((((UInt128)population * 2) + (UInt128)count) / ((UInt128)count * 2));
        for (long away = 0; ; away++)
        {
            // A step of 1 is always valid, so the search terminates.
            foreach (long step in (ReadOnlySpan<long>)[wanted - away, wanted + away])
            {
                if (step >= 1 && population / GreatestCommonDivisor(population, step) >= count)
                {
                    return step;
                }
            }
        }
    }

    internal static void CheckCounts(long population, long count, string? stratum)
    {
        if (count < 1)
        {
            throw new SipasException(new Problem(ProblemCodes.SampleNotPositive, stratum, SizeParameter.Show(count)));
        }

        if (population < 1)
        {
            throw new SipasException(new Problem(ProblemCodes.StratumEmpty, stratum, SizeParameter.Show(count)));
        }

        if (count > population)
        {
            throw new SipasException(
                new Problem(ProblemCodes.SampleAbovePopulation, stratum, SizeParameter.Show(count), SizeParameter.Show(population)));
        }
    }

    internal static void CheckStep(long population, decimal step, string? stratum)
    {
        if (population < 1)
        {
            throw new SipasException(new Problem(ProblemCodes.StratumEmpty, stratum, "k = " + SizeParameter.Show(step)));
        }

        if (step < 1 || step > population || step != decimal.Truncate(step))
        {
            throw new SipasException(
                new Problem(ProblemCodes.StepOutOfRange, stratum, SizeParameter.Show(step), $"1 – {SizeParameter.Show(population)}"));
        }
    }

    internal static SipasException StartOutside(decimal start, string? stratum, string allowed) =>
        new(new Problem(ProblemCodes.StartOutOfRange, stratum, SizeParameter.Show(start), allowed));

    // A decimal is exactly an integer divided by a power of ten.
    internal static (BigInteger Numerator, BigInteger Denominator) Fraction(decimal value)
    {
        BigInteger below = BigInteger.Pow(10, value.Scale);
        return (new BigInteger(decimal.Truncate(value)) * below + new BigInteger((value - decimal.Truncate(value)) * (decimal)below),
            below);
    }

    private static long[] SmallestKeys(ReadOnlySpan<double> keys, int count)
    {
        // The largest selected key is at the top, so one pass with memory for n is enough.
        var stored = new PriorityQueue<int, (double Key, int Position)>(count + 1,
            Comparer<(double Key, int Position)>.Create((a, b) => b.CompareTo(a)));
        for (int i = 0; i < keys.Length; i++)
        {
            if (stored.Count < count)
            {
                stored.Enqueue(i, (keys[i], i));
            }
            else
            {
                stored.EnqueueDequeue(i, (keys[i], i));
            }
        }

        long[] drawn = new long[count];
        for (int i = count - 1; i >= 0; i--)
        {
            drawn[i] = stored.Dequeue();
        }

        return drawn;
    }

    private static long GreatestCommonDivisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
