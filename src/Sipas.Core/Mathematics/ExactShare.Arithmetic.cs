using System.Numerics;

namespace Sipas.Mathematics;

/// <content>Exact sums, products, means and comparisons.</content>
public readonly partial record struct ExactShare : IComparable<ExactShare>
{
    /// <summary>The ratio 0/1.</summary>
    public static ExactShare Zero => new(0, 1);

    /// <summary>The ratio 1/1.</summary>
    public static ExactShare One => new(1, 1);

    /// <summary>Converts a decimal number to the exact ratio.</summary>
    /// <param name="value">0 or more, for example a weight of 0.25 or a percentage of 86.50.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative.</exception>
    public static ExactShare FromDecimal(decimal value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        BigInteger whole = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return new ExactShare(whole, BigInteger.Pow(10, bits[3] >> 16 & 0xFF));
    }

    /// <summary>Returns the exact sum.</summary>
    public static ExactShare operator +(ExactShare a, ExactShare b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>Returns the exact product.</summary>
    public static ExactShare operator *(ExactShare a, ExactShare b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Returns the exact quotient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The divisor is 0.</exception>
    public static ExactShare operator /(ExactShare a, ExactShare b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Whether the first is smaller.</summary>
    public static bool operator <(ExactShare a, ExactShare b) => a.CompareTo(b) < 0;

    /// <summary>Whether the first is greater.</summary>
    public static bool operator >(ExactShare a, ExactShare b) => a.CompareTo(b) > 0;

    /// <summary>Whether the first is smaller or equal.</summary>
    public static bool operator <=(ExactShare a, ExactShare b) => a.CompareTo(b) <= 0;

    /// <summary>Whether the first is greater or equal.</summary>
    public static bool operator >=(ExactShare a, ExactShare b) => a.CompareTo(b) >= 0;

    /// <summary>Returns the exact sum.</summary>
    /// <param name="other">The share to add.</param>
    public ExactShare Add(ExactShare other) => this + other;

    /// <summary>Returns the exact product.</summary>
    /// <param name="other">The factor.</param>
    public ExactShare Multiply(ExactShare other) => this * other;

    /// <summary>Returns the exact quotient.</summary>
    /// <param name="other">The divisor, above 0.</param>
    public ExactShare Divide(ExactShare other) => this / other;

    /// <summary>Computes the exact mean.</summary>
    /// <param name="shares">At least one share.</param>
    /// <exception cref="ArgumentException">There are no shares; the mean of an empty set is undefined.</exception>
    public static ExactShare Mean(IReadOnlyCollection<ExactShare> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        if (shares.Count == 0)
        {
            throw new ArgumentException("The mean of no share does not exist.", nameof(shares));
        }

        return shares.Aggregate((sum, share) => sum + share) / new ExactShare(shares.Count, 1);
    }

    /// <summary>Computes the exact weighted mean Σ w·x ÷ Σ w.</summary>
    /// <param name="parts">Values with their weights. At least one weight must be greater than 0.</param>
    /// <exception cref="ArgumentException">No weight is greater than 0.</exception>
    public static ExactShare WeightedMean(IReadOnlyCollection<(ExactShare Value, ExactShare Weight)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ExactShare weight = parts.Aggregate(Zero, (sum, part) => sum + part.Weight);
        if (weight == Zero)
        {
            throw new ArgumentException("The weights sum to 0.", nameof(parts));
        }

        return parts.Aggregate(Zero, (sum, part) => sum + (part.Value * part.Weight)) / weight;
    }

    /// <summary>Compares two shares exactly.</summary>
    /// <param name="other">The other share.</param>
    public int CompareTo(ExactShare other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>Returns the ratio as a decimal (not in percent), rounded once. Used for points and mean levels.</summary>
    /// <param name="decimals">0 to 4.</param>
    /// <param name="midpoint">Rounding of exact midpoints.</param>
    /// <returns>For example 8.65 for 173/20 and two decimals.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of decimals is outside 0 to 4.</exception>
    public decimal ToDecimal(int decimals, MidpointRule midpoint) =>
        new ExactShare(Numerator, Denominator * 100).ToPercent(decimals, midpoint);
}
