using Sipas.Ballots;

namespace Sipas.Counting;

/// <summary>Identifies a cell of live counts within its unit. The default value is not a valid key.</summary>
internal readonly record struct LiveCellKey
{
    private LiveCellKey(bool isOverflow, DateOnly month, int procedureField, CollectionMode mode, SelectionBasis basis)
    {
        IsOverflow = isOverflow;
        Month = month;
        ProcedureField = procedureField;
        Mode = mode;
        Basis = basis;
    }

    /// <summary>Whether this is the overflow cell, which counts the ballots of all cells beyond the limit. Only
    /// <see cref="Basis"/> is then distinguished.</summary>
    public bool IsOverflow { get; }

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; }

    /// <summary>Position of the service sector.</summary>
    public int ProcedureField { get; }

    /// <summary>Collection mode; 0 when not stated.</summary>
    public CollectionMode Mode { get; }

    /// <summary>Selection basis; 0 when not stated.</summary>
    public SelectionBasis Basis { get; }

    /// <summary>Creates the key of a ballot's cell.</summary>
    /// <param name="facts">The ballot's dimensions.</param>
    public static LiveCellKey Of(in BallotFacts facts) =>
        new(false, new DateOnly(facts.Day.Year, facts.Day.Month, 1), facts.ProcedureField, facts.Mode, facts.Basis);

    /// <summary>Creates the key of the overflow cell of a basis.</summary>
    /// <param name="basis">The basis.</param>
    public static LiveCellKey Overflow(SelectionBasis basis) => new(true, default, 0, 0, basis);

    // Never 0, which marks a free slot of the table. Bits: 0 set, 1 overflow, 2–9 basis, 10–17 mode, 18–33 service sector,
    // 34–63 day number of the month's first day.
    internal ulong Pack() =>
        1UL | (IsOverflow ? 2UL : 0) | ((ulong)Basis << 2) | ((ulong)Mode << 10) | ((ulong)(uint)ProcedureField << 18)
        | ((ulong)(uint)Month.DayNumber << 34);

    internal static LiveCellKey Unpack(ulong packed) =>
        new((packed & 2) != 0, DateOnly.FromDayNumber((int)(packed >> 34)), (ushort)(packed >> 18), (CollectionMode)(byte)(packed >> 10),
            (SelectionBasis)(byte)(packed >> 2));
}
