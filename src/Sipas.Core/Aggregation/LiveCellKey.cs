using Sipas.Ballots;

namespace Sipas.Aggregation;

/// <summary>What a cell of live counts stands for, inside its unit. The default value is no cell's key.</summary>
public readonly record struct LiveCellKey
{
    private LiveCellKey(bool isOverflow, DateOnly month, int procedureField, CollectionMode mode, SelectionBasis basis)
    {
        IsOverflow = isOverflow;
        Month = month;
        ProcedureField = procedureField;
        Mode = mode;
        Basis = basis;
    }

    /// <summary>Whether this is the named cell that took the ballots of all cells beyond the limit: only <see cref="Basis"/> is then told apart.</summary>
    public bool IsOverflow { get; }

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; }

    /// <summary>Position of the procedure field.</summary>
    public int ProcedureField { get; }

    /// <summary>Collection mode; 0 when it is not stated.</summary>
    public CollectionMode Mode { get; }

    /// <summary>Selection basis; 0 when it is not stated.</summary>
    public SelectionBasis Basis { get; }

    /// <summary>The key of the cell that a ballot belongs to.</summary>
    /// <param name="facts">What is known of the ballot.</param>
    public static LiveCellKey Of(in BallotFacts facts) =>
        new(false, new DateOnly(facts.Day.Year, facts.Day.Month, 1), facts.ProcedureField, facts.Mode, facts.Basis);

    /// <summary>The key of the cell for ballots of a basis beyond the limit.</summary>
    /// <param name="basis">The basis.</param>
    public static LiveCellKey Overflow(SelectionBasis basis) => new(true, default, 0, 0, basis);

    // Never 0, which marks a free place of the table. Bits: 0 set, 1 overflow, 2–9 basis, 10–17 mode, 18–33 field, 34–63 day number of the month's first day.
    internal ulong Pack() =>
        1UL | (IsOverflow ? 2UL : 0) | ((ulong)Basis << 2) | ((ulong)Mode << 10) | ((ulong)(uint)ProcedureField << 18) | ((ulong)(uint)Month.DayNumber << 34);

    internal static LiveCellKey Unpack(ulong packed) =>
        new((packed & 2) != 0, DateOnly.FromDayNumber((int)(packed >> 34)), (ushort)(packed >> 18), (CollectionMode)(byte)(packed >> 10), (SelectionBasis)(byte)(packed >> 2));
}

/// <summary>The counts of one cell at one moment.</summary>
public sealed class LiveCell
{
    private readonly long[] _counters;

    internal LiveCell(LiveCellKey key, long ballots, long[] counters)
    {
        Key = key;
        BallotCount = ballots;
        _counters = counters;
    }

    /// <summary>What the cell stands for.</summary>
    public LiveCellKey Key { get; }

    /// <summary>Ballots of the cell.</summary>
    public long BallotCount { get; }

    /// <summary>All counters, item after item, a counter for each code.</summary>
    public ReadOnlySpan<long> Counters => _counters;
}

/// <summary>Where live counts and a recount differ.</summary>
/// <param name="Unit">Position of the unit, or <see cref="LiveCounts.OverflowUnit"/>.</param>
/// <param name="Key">The cell; null when sums over the unit's cells differ and one side overflowed, so that cells cannot be compared.</param>
/// <param name="LiveBallots">Ballots by the live counts.</param>
/// <param name="RecountedBallots">Ballots by the recount; when they are equal, a counter of answers differs.</param>
public readonly record struct LiveDifference(int Unit, LiveCellKey? Key, long LiveBallots, long RecountedBallots);
