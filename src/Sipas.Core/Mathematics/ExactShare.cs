using System.Globalization;
using System.Numerics;

namespace Sipas.Mathematics;

/// <summary>A share as a ratio of whole numbers. It remains exact until it is rounded once for a report.</summary>
/// <remarks>Equal ratios are equal shares (2/4 = 1/2), because the ratio is stored in lowest terms.</remarks>
public readonly partial record struct ExactShare
{
    private readonly BigInteger _denominator;

    /// <summary>Creates the ratio of two whole numbers.</summary>
    /// <param name="numerator">0 or more.</param>
    /// <param name="denominator">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The numerator is negative, or the denominator is not positive. A share
    /// of an empty set is undefined.</exception>
    public ExactShare(BigInteger numerator, BigInteger denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numerator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        if (numerator <= ulong.MaxValue && denominator <= ulong.MaxValue)
        {
            // Fast path for 64-bit values, which includes all counts. The general path is several times slower.
            (ulong over, ulong under) = ((ulong)numerator, (ulong)denominator);
            ulong shared = CommonDivisor(over, under);
            Numerator = over / shared;
            _denominator = under / shared;
            return;
        }

        BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        Numerator = numerator / common;
        _denominator = denominator / common;
    }

    private static ulong CommonDivisor(ulong a, ulong b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }

    /// <summary>Gets the numerator in lowest terms.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Gets the denominator in lowest terms.</summary>
    /// <exception cref="InvalidOperationException"><c>default(ExactShare)</c> was used.</exception>
    public BigInteger Denominator => _denominator.IsZero
        ? throw new InvalidOperationException("default(ExactShare) was used.")
        : _denominator;

    /// <summary>Returns the nearest double, for drawing and for statistics. Not for published figures.</summary>
    public double ToDouble() => (double)Numerator / (double)Denominator;

    /// <summary>Returns the share in percent, rounded once from the exact ratio.</summary>
    /// <param name="decimals">0 to 4.</param>
    /// <param name="midpoint">Rounding of exact midpoints.</param>
    /// <returns>For example 86.50 for 173/200 and two decimals; the scale of the decimal is <paramref name="decimals"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of decimals is outside 0 to 4.</exception>
    public decimal ToPercent(int decimals, MidpointRule midpoint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 4);
        BigInteger whole = BigInteger.DivRem(Numerator * BigInteger.Pow(10, decimals + 2), Denominator, out BigInteger rest);
        int half = (rest * 2).CompareTo(Denominator);
        bool up = half > 0 || (half == 0 && (midpoint == MidpointRule.AwayFromZero || !whole.IsEven));
        return ((decimal)(whole + (up ? 1 : 0)) / Pow10(decimals)) + ZeroOfScale(decimals);
    }

    /// <summary>Returns the ratio as text, for example <c>173/200</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private static decimal Pow10(int decimals) => decimals switch { 0 => 1m, 1 => 10m, 2 => 100m, 3 => 1000m, _ => 10000m };

    // Adding a zero with a given scale sets the scale of a decimal, so that 86.5 is printed as 86.50.
    private static decimal ZeroOfScale(int decimals) => new(0, 0, 0, false, (byte)decimals);
}
