namespace Sipas.Mathematics;

/// <summary>A sum of doubles that remains exact until it is read. The order of the terms never changes the result, not even
/// its last bit.</summary>
/// <remarks>
/// The sum is stored as one wide fixed-point number of 32-bit digits that covers the whole range of doubles (a small
/// superaccumulator: Neal, Fast exact summation using small and large superaccumulators, 2015). Reading it rounds once, half
/// to even. Not safe for concurrent use.
/// </remarks>
internal sealed class ExactSum
{
    private const int DigitCount = 67; // digit d has the weight 2^(32 d − 1075); the last digit contains the sign
    private const int PropagateAfter = 1000; // a digit grows by at most 2^52 + 2^32 per term

    private readonly long[] _digits = new long[DigitCount];
    private double _nonFinite;
    private bool _hasNonFinite;
    private int _pending;

    /// <summary>Adds a term. Infinities and NaN have the same effect as in ordinary addition.</summary>
    /// <param name="value">The term.</param>
    public void Add(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) & 0x7FF;
        long mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent is 0 or 0x7FF)
        {
            if (exponent != 0)
            {
                _nonFinite += value;
                _hasNonFinite = true;
                return;
            }

            if (mantissa == 0)
            {
                return;
            }

            exponent = 1;
        }
        else
        {
            mantissa |= 1L << 52;
        }

        int shift = exponent & 31;
        int digit = exponent >> 5;
        long low = (mantissa << shift) & 0xFFFF_FFFF;
        long high = mantissa >> (32 - shift);
        if (bits < 0)
        {
            _digits[digit] -= low;
            _digits[digit + 1] -= high;
        }
        else
        {
            _digits[digit] += low;
            _digits[digit + 1] += high;
        }

        if (++_pending == PropagateAfter)
        {
            Propagate();
        }
    }

    /// <summary>Adds all terms of another sum, exactly.</summary>
    /// <param name="other">The other sum. It is not changed.</param>
    public void Add(ExactSum other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other.Propagate();
        Propagate();
        for (int i = 0; i < DigitCount; i++)
        {
            _digits[i] += other._digits[i];
        }

        _pending = 1;
        if (other._hasNonFinite)
        {
            _nonFinite += other._nonFinite;
            _hasNonFinite = true;
        }
    }

    /// <summary>Adds a whole number times a power of two, exactly.</summary>
    /// <param name="whole">The whole number.</param>
    /// <param name="exponent">The power of two, from −1074 to 900.</param>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is outside its range.</exception>
    public void Add(UInt128 whole, int exponent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exponent, -1074);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exponent, 900);
        Propagate();
        int place = exponent + 1075;
        int shift = place & 31;
        for (int digit = place >> 5; whole != 0; digit++)
        {
            ulong part = (ulong)(uint)(ulong)whole << shift;
            _digits[digit] += (uint)part;
            _digits[digit + 1] += (long)(part >> 32);
            whole >>= 32;
        }

        _pending = 1;
    }

    /// <summary>Resets the sum to 0.</summary>
    public void Clear()
    {
        Array.Clear(_digits);
        _nonFinite = 0;
        _hasNonFinite = false;
        _pending = 0;
    }

    /// <summary>Returns the double nearest to the exact sum; 0 without terms.</summary>
    public double ToDouble()
    {
        if (_hasNonFinite)
        {
            return _nonFinite;
        }

        Propagate();
        bool negative = _digits[DigitCount - 1] < 0;
        if (negative)
        {
            Negate();
        }

        double value = Round();
        if (negative)
        {
            Negate();
        }

        return negative ? -value : value;
    }

    /// <summary>Returns the double nearest to the exact sum of the terms.</summary>
    /// <param name="values">The terms. The sum of no terms is 0.</param>
    public static double Of(ReadOnlySpan<double> values)
    {
        var sum = new ExactSum();
        foreach (double value in values)
        {
            sum.Add(value);
        }

        return sum.ToDouble();
    }

    private double Round()
    {
        int top = DigitCount - 1;
        while (top >= 0 && _digits[top] == 0)
        {
            top--;
        }

        if (top < 0)
        {
            return 0;
        }

        ulong upper = ((ulong)_digits[top] << 32) | (top > 0 ? (ulong)_digits[top - 1] : 0);
        uint lower = top > 1 ? (uint)_digits[top - 2] : 0;
        int zeros = System.Numerics.BitOperations.LeadingZeroCount(upper);
        ulong mantissa = (upper << zeros) | ((ulong)lower >> (32 - zeros));
        bool rest = (uint)((ulong)lower << zeros) != 0;
        for (int i = top - 3; i >= 0 && !rest; i--)
        {
            rest = _digits[i] != 0;
        }

        ulong stored = mantissa >> 11;
        ulong cut = mantissa & 0x7FF;
        if (cut > 0x400 || (cut == 0x400 && (rest || (stored & 1) == 1)))
        {
            stored++;
        }

        return Math.ScaleB(stored, (32 * (top - 1)) - zeros + 11 - 1075);
    }

    private void Propagate()
    {
        long carry = 0;
        for (int i = 0; i < DigitCount - 1; i++)
        {
            long digit = _digits[i] + carry;
            _digits[i] = digit & 0xFFFF_FFFF;
            carry = digit >> 32;
        }

        _digits[DigitCount - 1] += carry;
        _pending = 0;
    }

    private void Negate()
    {
        for (int i = 0; i < DigitCount; i++)
        {
            _digits[i] = -_digits[i];
        }

        Propagate();
    }
}
