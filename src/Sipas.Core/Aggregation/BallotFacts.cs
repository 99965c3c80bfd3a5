using Sipas.Ballots;

namespace Sipas.Aggregation;

/// <summary>The dimensions of a ballot other than its answers, as positions and codes. Counts can be broken down and
/// filtered by them.</summary>
/// <remarks>The default value is unit 0, service sector 0, mode and basis 0 (not stated), not flagged. Its day, 1 January of
/// year 1, is before the first day of most schemas.</remarks>
public readonly record struct BallotFacts
{
    /// <summary>Position of the unit, from 0. The caller numbers the units. The same number must mean the same unit in all
    /// columns that are merged.</summary>
    public int Unit { get; init; }

    /// <summary>Day of the ballot.</summary>
    public DateOnly Day { get; init; }

    /// <summary>Position of the service sector, 0 … <see cref="ColumnSchema.MaximumProcedureFields"/> − 1. The caller
    /// numbers the sectors.</summary>
    public int ProcedureField { get; init; }

    /// <summary>Collection mode; 0 when not stated.</summary>
    public CollectionMode Mode { get; init; }

    /// <summary>Selection basis of the respondent; 0 when not stated.</summary>
    public SelectionBasis Basis { get; init; }

    /// <summary>Whether a quality check flagged the ballot.</summary>
    public bool Flagged { get; init; }

    /// <summary>Attributes of the respondent, in the order of <see cref="ColumnSchema.Attributes"/>.</summary>
    public RespondentAttributes Attributes { get; init; }
}

/// <summary>Up to eight coded attributes of a respondent, a byte each: sex, age group, kind of respondent. All 0 by default.</summary>
public readonly record struct RespondentAttributes
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
