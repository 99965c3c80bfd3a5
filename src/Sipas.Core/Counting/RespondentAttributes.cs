namespace Sipas.Counting;

/// <summary>Up to eight coded attributes of a respondent, a byte each: sex, age group, kind of respondent. All 0 by default.</summary>
internal readonly record struct RespondentAttributes
{
    /// <summary>Maximum number of attributes per ballot.</summary>
    public const int MaximumCount = 8;

    internal RespondentAttributes(ulong packed) => Packed = packed;

    internal ulong Packed { get; }

    /// <summary>Gets the value of an attribute.</summary>
    /// <param name="index">Position of the attribute, 0 to 7.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not 0 to 7.</exception>
    public byte this[int index] => (byte)(Packed >> Shift(index));

    /// <summary>Returns a copy with one attribute changed.</summary>
    /// <param name="index">Position of the attribute, 0 to 7.</param>
    /// <param name="value">Its value, 0 to 255.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not 0 to 7.</exception>
    public RespondentAttributes With(int index, byte value) =>
        new((Packed & ~(0xFFUL << Shift(index))) | ((ulong)value << Shift(index)));

    private static int Shift(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)MaximumCount, nameof(index));
        return 8 * index;
    }
}
