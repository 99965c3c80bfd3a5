using Sipas.Ballots;

namespace Sipas.Aggregation;

/// <summary>What is known of a ballot beside its answers, as positions and codes: what counts can be broken down and filtered by.</summary>
/// <remarks>The default value is unit 0, field 0, mode and basis 0 (not stated), not flagged; its day, 1 January of year 1, lies before most schemas' first day.</remarks>
public readonly record struct BallotFacts
{
    /// <summary>Position of the unit, from 0. The caller numbers the units; the same number means the same unit in all columns that are merged.</summary>
    public int Unit { get; init; }

    /// <summary>Day of the ballot.</summary>
    public DateOnly Day { get; init; }

    /// <summary>Position of the procedure field, 0 … <see cref="ColumnSchema.MaximumProcedureFields"/> − 1; the caller numbers the fields.</summary>
    public int ProcedureField { get; init; }

    /// <summary>How the ballot was collected; 0 when it is not stated.</summary>
    public CollectionMode Mode { get; init; }

    /// <summary>How the respondent came to answer; 0 when it is not stated.</summary>
    public SelectionBasis Basis { get; init; }

    /// <summary>Whether a check of the ballot raised a flag.</summary>
    public bool Flagged { get; init; }

    /// <summary>Attributes of the respondent, in the order of <see cref="ColumnSchema.Attributes"/>.</summary>
    public RespondentAttributes Attributes { get; init; }
}

/// <summary>Up to eight coded attributes of a respondent, a byte each: sex, age group, kind of respondent. All 0 by default.</summary>
public readonly record struct RespondentAttributes
{
    /// <summary>The most attributes a ballot can carry.</summary>
    public const int MaximumCount = 8;

    internal RespondentAttributes(ulong packed) => Packed = packed;

    internal ulong Packed { get; }

    /// <summary>The value of an attribute.</summary>
    /// <param name="index">Position of the attribute, 0 to 7.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not 0 to 7.</exception>
    public byte this[int index] => (byte)(Packed >> Shift(index));

    /// <summary>The same attributes with one of them changed.</summary>
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
