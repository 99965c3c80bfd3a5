using System.Numerics;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>Inclusion probabilities proportional to size, with the certainty units (π = 1).</summary>
/// <remarks>
/// π = n a/Σa. Units whose π would be 1 or more are selected with certainty; the remaining sample size is shared among
/// the other units, repeatedly until no π is above 1. Decided in integer arithmetic, so that no rounding error makes a
/// unit certain. Source: Särndal, Swensson, Wretman 1992, 3.6.
/// </remarks>
internal sealed class PpsPlan
{
    private readonly long[] _sizes;
    private readonly bool[] _certain;

    private PpsPlan(long[] sizes, bool[] certain, long certainCount, long chanceCount, long chanceTotal, long scale, string? stratum)
    {
        (_sizes, _certain, Scale, Stratum) = (sizes, certain, scale, stratum);
        (CertainCount, ChanceCount, ChanceTotal) = (certainCount, chanceCount, chanceTotal);
    }

    /// <summary>Number of units N.</summary>
    public int Population => _sizes.Length;

    /// <summary>Number of units to draw n: the certainty units and those drawn by chance.</summary>
    public long Count => CertainCount + ChanceCount;

    /// <summary>Number of certainty units (π = 1).</summary>
    public long CertainCount { get; }

    /// <summary>Number of units drawn by chance.</summary>
    public long ChanceCount { get; }

    /// <summary>
    /// Sum of the sizes of the units that are not certain; decimal sizes are counted in units of their last decimal
    /// place.
    /// </summary>
    public long ChanceTotal { get; }

    internal string? Stratum { get; }

    /// <summary>The power of ten that converts decimal sizes to integers.</summary>
    internal long Scale { get; }

    /// <summary>Computes the probabilities for a fixed sample size.</summary>
    /// <param name="sizes">Sizes of the units: 0 or more; a unit of size 0 is never drawn.</param>
    /// <param name="count">Number of units to draw n: 1 to the number of positive sizes.</param>
    /// <param name="stratum">The stratum, for errors.</param>
    /// <exception cref="SipasException">
    /// n is not positive (<c>SMP0004</c>) or above N (<c>SMP0003</c>), there are no units (<c>SMP0010</c>), a size is
    /// negative (<c>SMP0005</c>), all are 0 (<c>SMP0006</c>), or fewer than n are positive (<c>SMP0007</c>).
    /// </exception>
    /// <exception cref="OverflowException">The sizes add up to 2⁶³ or more.</exception>
    public static PpsPlan Create(IReadOnlyList<long> sizes, long count, string? stratum = null)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        return Create([.. sizes], count, 1, stratum);
    }

    /// <summary>
    /// Computes the probabilities for a fixed sample size from decimal sizes, for example thousands of dossiers. Sizes
    /// are multiplied by a power of ten, so nothing is rounded.
    /// </summary>
    /// <param name="sizes">Sizes of the units: 0 or more; a unit of size 0 is never drawn.</param>
    /// <param name="count">Number of units to draw n: 1 to the number of positive sizes.</param>
    /// <param name="stratum">The stratum, for errors.</param>
    /// <exception cref="SipasException">As for whole sizes; or the sum of the multiplied sizes is 2⁶³ or more (<c>SMP0106</c>).</exception>
    public static PpsPlan Create(IReadOnlyList<decimal> sizes, long count, string? stratum = null)
    {
        ArgumentNullException.ThrowIfNull(sizes);

        // Dividing by 1.000… removes trailing zeros: 2.50 has one decimal place.
        decimal[] own = [.. sizes.Select(size => size / 1.0000000000000000000000000000m)];
        int places = own.Length == 0 ? 0 : own.Max(size => (int)size.Scale);
        BigInteger scale = BigInteger.Pow(10, places);
        BigInteger[] whole = [.. own.Select(size => Selection.Fraction(size) is var (above, below) ? above * (scale / below) : default)];
        if (whole.Aggregate(BigInteger.Zero, (sum, size) => sum + BigInteger.Abs(size)) > long.MaxValue || scale > long.MaxValue)
        {
            throw new SipasException(new Problem(
                ProblemCodes.UnitSizesTooFine, stratum, SizeParameter.Show(places > 6 ? own.MaxBy(size => size.Scale) : own.Max()),
                "Σa · 10^d < 2⁶³"));
        }

        return Create([.. whole.Select(size => (long)size)], count, (long)scale, stratum);
    }

    private static PpsPlan Create(long[] own, long count, long scale, string? stratum)
    {
        Selection.CheckCounts(own.Length, count, stratum);
        long total = 0;
        long positive = 0;
        foreach (long size in own)
        {
            if (size < 0)
            {
                throw new SipasException(new Problem(ProblemCodes.UnitSizeNegative, stratum,
                    scale == 1 ? SizeParameter.Show(size) : SizeParameter.Show((decimal)size / scale)));
            }

            total = checked(total + size);
            positive += size > 0 ? 1 : 0;
        }

        if (positive < count)
        {
            throw new SipasException(positive == 0
                ? new Problem(ProblemCodes.UnitSizesAllZero, stratum, SizeParameter.Show(own.Length))
                : new Problem(ProblemCodes.UnitSizesTooFew, stratum, SizeParameter.Show(count), SizeParameter.Show(positive)));
        }

        bool[] certain = new bool[own.Length];
        long left = count;
        for (bool again = true; again && left > 0;)
        {
            // All units that reach 1 for the current total become certain together; then the remaining units are
            // checked again.
            again = false;
            (long roundCount, long roundTotal) = (left, total);
            for (int i = 0; i < own.Length; i++)
            {
                if (!certain[i] && own[i] > 0 && (Int128)own[i] * roundCount >= roundTotal)
                {
                    certain[i] = true;
                    again = true;
                    left--;
                    total -= own[i];
                }
            }
        }

        return new PpsPlan(own, certain, count - left, left, total, scale, stratum);
    }

    /// <summary>Gets the inclusion probability π of a unit.</summary>
    /// <param name="position">0 to N − 1.</param>
    /// <returns>In [0, 1]: 1 for a certainty unit, 0 for a unit of size 0.</returns>
    public double ProbabilityOf(int position) => _certain[position]
        ? 1
        : ChanceCount == 0 ? 0 : (double)ChanceCount * _sizes[position] / ChanceTotal;

    /// <summary>Gets the inclusion probability π of a unit that was drawn.</summary>
    /// <param name="position">0 to N − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The unit can never be drawn.</exception>
    public InclusionProbability InclusionOf(long position) => new(ProbabilityOf((int)position));

    /// <summary>Whether a unit is in every sample.</summary>
    /// <param name="position">0 to N − 1.</param>
    public bool IsCertain(int position) => _certain[position];

    internal long SizeOf(int position) => _sizes[position];

    internal IEnumerable<int> CertainPositions => Enumerable.Range(0, _sizes.Length).Where(i => _certain[i]);

    internal int[] ChancePositions() => [.. Enumerable.Range(0, _sizes.Length).Where(i => !_certain[i] && _sizes[i] > 0)];
}
