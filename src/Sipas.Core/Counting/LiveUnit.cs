using Sipas.Ballots;

namespace Sipas.Counting;

/// <summary>The live counts of one unit: a table of cells behind a sequence lock.</summary>
/// <remarks>
/// The version is odd while a writer is active and increases by two with every change. A reader copies the data and uses the
/// copy only if the version was even before and is unchanged afterwards. Counter rows: ballots, then the counters of the
/// layout. Rows 0 … BasisCount − 1 are the sums by basis, the next BasisCount rows are the overflow cells by basis, followed
/// by one row per cell.
/// </remarks>
internal sealed class LiveUnit(int stride, int maximumCells)
{
    // A reader that writers interrupted this many times takes the writer lock for its copy, so that the read completes.
    private const int MaximumAttempts = 100;

    private static readonly int FirstCellRow = 2 * ColumnSchema.BasisCount;

    private long _version;
    private Table _table = new(stride, 4);

    /// <summary>Takes the writer lock. Every call must be followed by one call of <see cref="Exit"/>.</summary>
    internal Table Enter(ulong newKey)
    {
        var wait = default(SpinWait);
        while (true)
        {
            long version = Volatile.Read(ref _version);
            if ((version & 1) == 0 && Interlocked.CompareExchange(ref _version, version + 1, version) == version)
            {
                break;
            }

            wait.SpinOnce(sleep1Threshold: -1);
        }

        Table table = _table;
        if (newKey != 0 && table.IsFull && table.Cells < maximumCells && table.FindRow(newKey) < 0)
        {
            // Readers of the old table detect the changed version and retry.
            try
            {
                table = table.Grow(stride);
                Volatile.Write(ref _table, table);
            }
            catch (OutOfMemoryException)
            {
                Exit();
                throw;
            }
        }

        return table;
    }

    internal void Exit() => Volatile.Write(ref _version, _version + 1);

    /// <summary>Returns the row of a cell, which is created if there is room, or else the row of the overflow cell. For
    /// writers only.</summary>
    internal int RowFor(Table table, ulong key, SelectionBasis basis, bool isOverflow)
    {
        if (isOverflow)
        {
            return ColumnSchema.BasisCount + (int)basis;
        }

        int row = table.FindRow(key);
        return row >= 0 ? row
            : table.Cells < maximumCells ? table.AddCell(key)
            : ColumnSchema.BasisCount + (int)basis;
    }

    internal static int OverflowRow(int basis) => ColumnSchema.BasisCount + basis;

    /// <summary>One consistent read of a unit. The caller copies from <see cref="Table"/>, from the start, each time
    /// <see cref="Next"/> returns true; the copy of the last round is consistent.</summary>
    internal struct Reading(LiveUnit unit)
    {
        private int _attempts;
        private long _version = -1;
        private bool _entered;
        private SpinWait _wait;

        internal Table Table { get; private set; } = unit._table;

        internal bool Next()
        {
            Interlocked.MemoryBarrier(); // orders the caller's copying before the second read of the version
            if (_entered || (_version >= 0 && Volatile.Read(ref unit._version) == _version))
            {
                return false;
            }

            while (++_attempts <= MaximumAttempts)
            {
                long version = Volatile.Read(ref unit._version);
                if ((version & 1) == 0)
                {
                    _version = version;
                    Table = Volatile.Read(ref unit._table);
                    return true;
                }

                _wait.SpinOnce(sleep1Threshold: -1);
            }

            Table = unit.Enter(0);
            _entered = true;
            return true;
        }

        /// <summary>Releases the writer lock if the read had to take it. Call exactly once, even after an exception.</summary>
        internal readonly void End()
        {
            if (_entered)
            {
                unit.Exit();
            }
        }
    }

    /// <summary>Cells by key: open addressing, at most half full.</summary>
    internal sealed class Table
    {
        private readonly ulong[] _keys;
        private readonly int[] _rows;
        private readonly ulong[] _keyOfCell;
        private readonly int _shift;

        internal Table(int stride, int capacity)
        {
            _keys = new ulong[2 * capacity];
            _rows = new int[2 * capacity];
            _keyOfCell = new ulong[capacity];
            _shift = 64 - System.Numerics.BitOperations.Log2((uint)_keys.Length);
            Counters = new long[(FirstCellRow + capacity) * stride];
        }

        internal long[] Counters { get; }

        internal int Cells { get; private set; }

        internal bool IsFull => Cells == _keyOfCell.Length;

        internal ulong KeyOf(int cell) => _keyOfCell[cell];

        internal static int RowOf(int cell) => FirstCellRow + cell;

        internal int FindRow(ulong key)
        {
            int place = Place(key);
            while (_keys[place] != 0)
            {
                if (_keys[place] == key)
                {
                    return _rows[place];
                }

                place = (place + 1) & (_keys.Length - 1);
            }

            return -1;
        }

        internal int AddCell(ulong key)
        {
            int place = Place(key);
            while (_keys[place] != 0)
            {
                place = (place + 1) & (_keys.Length - 1);
            }

            int row = FirstCellRow + Cells;
            _keyOfCell[Cells] = key;
            _rows[place] = row;
            _keys[place] = key;
            Cells++;
            return row;
        }

        internal Table Grow(int stride)
        {
            var larger = new Table(stride, 2 * _keyOfCell.Length);
            Counters.CopyTo(larger.Counters, 0);
            for (int cell = 0; cell < Cells; cell++)
            {
                larger.AddCell(_keyOfCell[cell]);
            }

            return larger;
        }

        private int Place(ulong key) => (int)((key * 0x9E3779B97F4A7C15) >> _shift);
    }
}
