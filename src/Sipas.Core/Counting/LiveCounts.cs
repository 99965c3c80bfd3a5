using Sipas.Packs;

namespace Sipas.Counting;

/// <summary>Counts by unit × month × service sector × mode × basis × item × code, updated with every ballot. Contains counts
/// only.</summary>
/// <remarks>
/// Safe for any number of writers and readers. Reads of one unit are consistent: they include whole ballots, never a part of
/// one. Different units may be read at different times. Writers of one unit are serialized. A reader takes no lock unless
/// writers interrupted it a hundred times in a row. Merging is associative and commutative as long as no limit is reached.
/// The sums by basis are always exact.
/// </remarks>
internal sealed partial class LiveCounts
{
    /// <summary>Position of the overflow unit, which counts the ballots of units beyond the limit.</summary>
    public const int OverflowUnit = -1;

    private readonly LiveCountsOptions _options;
    private readonly byte[] _codeCounts;
    private readonly int[] _offsets;
    private readonly BallotSetLayout[] _ballotSets;
    private readonly int _stride;
    private readonly object _growing = new();
    private readonly LiveUnit _overflow;
    private LiveUnit?[] _units = new LiveUnit?[16];
    private int _unitCount;

    /// <summary>Creates empty counts.</summary>
    /// <param name="layout">The questionnaire whose answers are counted.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is less than 1.</exception>
    public LiveCounts(AnswerLayout layout, LiveCountsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        _options = options ?? new LiveCountsOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaximumUnits, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaximumCellsPerUnit, 1);
        Layout = layout;
        _codeCounts = [.. layout.Items.Select(item => (byte)item.CodeCount)];
        _offsets = [.. layout.Items.Select(item => item.CounterOffset)];
        _ballotSets = [.. layout.BallotSets];
        _stride = 1 + layout.CounterCount;
        _overflow = new LiveUnit(_stride, _options.MaximumCellsPerUnit);
    }

    /// <summary>The questionnaire whose answers are counted.</summary>
    public AnswerLayout Layout { get; }

    /// <summary>Number of unit positions: one more than the highest position below the limit that has a ballot.</summary>
    public int UnitCount => Volatile.Read(ref _unitCount);

    /// <summary>Counts one accepted ballot. Allocates only for a new unit or cell.</summary>
    /// <param name="facts">The ballot's dimensions. Attributes and the flag are ignored.</param>
    /// <param name="codes">One code per item in questionnaire order.</param>
    /// <exception cref="ArgumentException">The codes do not fit the layout, or the unit, service sector, mode or basis is
    /// not valid. Nothing is counted in this case.</exception>
    public void Add(in BallotFacts facts, ReadOnlySpan<byte> codes)
    {
        CheckCodes(codes);
        CheckFacts(facts);
        ulong key = LiveCellKey.Of(facts).Pack();
        LiveUnit unit = UnitFor(facts.Unit);
        LiveUnit.Table table = unit.Enter(key);
        try
        {
            int row = unit.RowFor(table, key, facts.Basis, isOverflow: false);
            AddOne(table.Counters.AsSpan(row * _stride, _stride), codes);
            AddOne(table.Counters.AsSpan((int)facts.Basis * _stride, _stride), codes);
        }
        finally
        {
            unit.Exit();
        }
    }

    /// <summary>Adds the counts of another instance of the same questionnaire, unit by unit.</summary>
    /// <param name="other">The other counts. Each unit is read consistently.</param>
    /// <exception cref="ArgumentException">The other counts belong to another questionnaire, or are this instance.</exception>
    public void Merge(LiveCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!ReferenceEquals(other.Layout, Layout) || ReferenceEquals(other, this))
        {
            throw new ArgumentException("Counts to merge are others, of one questionnaire.", nameof(other));
        }

        for (int position = OverflowUnit; position < other.UnitCount; position++)
        {
            IReadOnlyList<LiveCell> cells = other.ReadCells(position);
            LiveUnit? unit = cells.Count == 0 ? null : position == OverflowUnit ? _overflow : UnitFor(position);
            foreach (LiveCell cell in cells)
            {
                ulong key = cell.Key.Pack();
                LiveUnit.Table table = unit!.Enter(cell.Key.IsOverflow ? 0 : key);
                int row = unit.RowFor(table, key, cell.Key.Basis, cell.Key.IsOverflow);
                AddAll(table.Counters.AsSpan(row * _stride, _stride), cell);
                AddAll(table.Counters.AsSpan((int)cell.Key.Basis * _stride, _stride), cell);
                unit.Exit();
            }
        }
    }

    private static void AddAll(Span<long> row, LiveCell cell)
    {
        row[0] += cell.BallotCount;
        ReadOnlySpan<long> counters = cell.Counters;
        for (int i = 0; i < counters.Length; i++)
        {
            row[i + 1] += counters[i];
        }
    }

    private void AddOne(Span<long> row, ReadOnlySpan<byte> codes)
    {
        row[0]++;
        ReadOnlySpan<int> offsets = _offsets;
        for (int item = 0; item < codes.Length && item < offsets.Length; item++)
        {
            row[1 + offsets[item] + codes[item]]++;
        }

        foreach (BallotSetLayout set in _ballotSets)
        {
            set.Count(codes, row[1..]);
        }
    }

    private LiveUnit UnitFor(int position)
    {
        if (position >= _options.MaximumUnits)
        {
            return _overflow;
        }

        LiveUnit?[] units = Volatile.Read(ref _units);
        return position < units.Length && Volatile.Read(ref units[position]) is { } unit ? unit : AddUnit(position);
    }

    private LiveUnit AddUnit(int position)
    {
        lock (_growing)
        {
            if (position >= _units.Length)
            {
                LiveUnit?[] larger = new LiveUnit?[Math.Max(position + 1, 2 * _units.Length)];
                _units.CopyTo(larger, 0);
                Volatile.Write(ref _units, larger);
            }

            LiveUnit unit = _units[position] ?? new LiveUnit(_stride, _options.MaximumCellsPerUnit);
            Volatile.Write(ref _units[position], unit);
            Volatile.Write(ref _unitCount, Math.Max(_unitCount, position + 1));
            return unit;
        }
    }

    private void CheckCodes(ReadOnlySpan<byte> codes)
    {
        ReadOnlySpan<byte> codeCounts = _codeCounts;
        if (codes.Length != codeCounts.Length)
        {
            throw new ArgumentException($"{codes.Length} codes were given for {codeCounts.Length} items.", nameof(codes));
        }

        for (int i = 0; i < codes.Length; i++)
        {
            if (codes[i] >= codeCounts[i])
            {
                throw new ArgumentException(
                    $"Code {codes[i]} is none of item '{Layout.Items[i].Item.Code}', which has codes 0 to {codeCounts[i] - 1}.",
                    nameof(codes));
            }
        }
    }

    private static void CheckFacts(in BallotFacts facts)
    {
        if (facts.Unit < 0 || (uint)facts.ProcedureField >= ColumnSchema.MaximumProcedureFields
            || (uint)facts.Mode >= (uint)ColumnSchema.ModeCount || (uint)facts.Basis >= (uint)ColumnSchema.BasisCount)
        {
            throw new ArgumentException(
                $"Unit {facts.Unit}, procedure field {facts.ProcedureField}, mode {(int)facts.Mode} or basis {(int)facts.Basis} is none "
                + $"that can be counted.", nameof(facts));
        }
    }
}
