using Sipas.Ballots;

namespace Sipas.Counting;

internal sealed partial class LiveCounts
{
    /// <summary>Total number of ballots counted. Units are read one at a time, not as one snapshot.</summary>
    public long BallotCount => SumOverUnits(overflowOnly: false);

    /// <summary>Number of ballots without a cell of their own: those in overflow cells and those of
    /// <see cref="OverflowUnit"/>. 0 while no limit has been reached.</summary>
    public long OverflowBallotCount => SumOverUnits(overflowOnly: true);

    /// <summary>Copies the counters of a unit, summed over all months, service sectors and modes. Does not allocate.</summary>
    /// <param name="unit">Position of the unit, or <see cref="OverflowUnit"/>; a unit without ballots has counts of 0.</param>
    /// <param name="basis">The selection basis; null for the sum of all bases.</param>
    /// <param name="counters">Receives the counters, item by item, one counter per code.</param>
    /// <returns>Number of ballots.</returns>
    /// <exception cref="ArgumentException">The span is shorter than the layout's counters.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The basis is not a valid value.</exception>
    public long ReadUnit(int unit, SelectionBasis? basis, Span<long> counters)
    {
        if (counters.Length < Layout.CounterCount)
        {
            throw new ArgumentException($"{Layout.CounterCount} counters do not fit into {counters.Length}.", nameof(counters));
        }

        (int first, int end) = RowsOf(basis);
        counters = counters[..Layout.CounterCount];
        counters.Clear();
        return Find(unit) is { } found ? ReadRows(found, first, end, counters) : 0;
    }

    /// <summary>Sums the satisfied and valid answers of groups of items of a unit, over all months, service sectors and
    /// modes. Does not allocate.</summary>
    /// <param name="unit">Position of the unit, or <see cref="OverflowUnit"/>; a unit without ballots has sums of 0.</param>
    /// <param name="basis">The selection basis; null for the sum of all bases.</param>
    /// <param name="grouping">The groups, of the same layout.</param>
    /// <param name="satisfied">Receives the satisfied answers of each group.</param>
    /// <param name="valid">Receives the valid answers of each group.</param>
    /// <returns>Number of ballots.</returns>
    /// <exception cref="ArgumentException">The grouping belongs to another layout, or a span is too short for it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The basis is not a valid value.</exception>
    public long ReadCriteria(int unit, SelectionBasis? basis, ItemGrouping grouping, Span<long> satisfied, Span<long> valid)
    {
        ArgumentNullException.ThrowIfNull(grouping);
        if (!ReferenceEquals(grouping.Layout, Layout) || satisfied.Length < grouping.Count || valid.Length < grouping.Count)
        {
            throw new ArgumentException("The grouping is of another layout, or a span is shorter than it.", nameof(grouping));
        }

        (int first, int end) = RowsOf(basis);
        satisfied = satisfied[..grouping.Count];
        valid = valid[..grouping.Count];
        satisfied.Clear();
        valid.Clear();
        if (Find(unit) is not { } found)
        {
            return 0;
        }

        long ballots = 0;
        var reading = new LiveUnit.Reading(found);
        try
        {
            while (reading.Next())
            {
                satisfied.Clear();
                valid.Clear();
                ballots = 0;
                for (int row = first; row < end; row++)
                {
                    ReadOnlySpan<long> counters = reading.Table.Counters.AsSpan(row * _stride, _stride);
                    if (counters[0] != 0)
                    {
                        ballots += counters[0];
                        grouping.Add(counters[1..], satisfied, valid);
                    }
                }
            }
        }
        finally
        {
            reading.End();
        }

        return ballots;
    }

    /// <summary>Returns a consistent copy of all cells of a unit.</summary>
    /// <param name="unit">Position of the unit, or <see cref="OverflowUnit"/>.</param>
    /// <returns>The cells with ballots, in the order of their creation, overflow cells last; empty for a unit without ballots.</returns>
    public IReadOnlyList<LiveCell> ReadCells(int unit)
    {
        var cells = new List<LiveCell>();
        if (Find(unit) is not { } found)
        {
            return cells;
        }

        var reading = new LiveUnit.Reading(found);
        try
        {
            while (reading.Next())
            {
                cells.Clear();
                LiveUnit.Table table = reading.Table;
                for (int cell = 0; cell < table.Cells; cell++)
                {
                    AddCell(cells, table, LiveUnit.Table.RowOf(cell), table.KeyOf(cell));
                }

                for (int basis = 0; basis < ColumnSchema.BasisCount; basis++)
                {
                    AddCell(cells, table, LiveUnit.OverflowRow(basis), LiveCellKey.Overflow((SelectionBasis)basis).Pack());
                }
            }
        }
        finally
        {
            reading.End();
        }

        return cells;
    }

    /// <summary>Counts the ballots of columns from the start. Live counts of the same ballots must equal the result.</summary>
    /// <param name="columns">The ballots.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    public static LiveCounts Recount(BallotColumns columns, LiveCountsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var counts = new LiveCounts(columns.Schema.Layout, options);
        columns.ForEach(counts.Add);
        return counts;
    }

    /// <summary>Compares with a recount, cell by cell, to verify that live counts match the stored ballots.</summary>
    /// <param name="recount">Counts of the same questionnaire.</param>
    /// <returns>All differences; empty when all counters are equal. For a unit in which one side overflowed, the sums over
    /// its cells are compared.</returns>
    /// <exception cref="ArgumentException">The recount belongs to another questionnaire.</exception>
    public IReadOnlyList<LiveDifference> CompareWith(LiveCounts recount)
    {
        ArgumentNullException.ThrowIfNull(recount);
        if (!ReferenceEquals(recount.Layout, Layout))
        {
            throw new ArgumentException("The recount is of another questionnaire.", nameof(recount));
        }

        var differences = new List<LiveDifference>();
        for (int unit = OverflowUnit; unit < Math.Max(UnitCount, recount.UnitCount); unit++)
        {
            CompareUnit(unit, ReadCells(unit), recount.ReadCells(unit), differences);
        }

        return differences;
    }

    private static void CompareUnit(int unit, IReadOnlyList<LiveCell> live, IReadOnlyList<LiveCell> recounted,
        List<LiveDifference> differences)
    {
        if (live.Concat(recounted).Any(cell => cell.Key.IsOverflow))
        {
            live = SumByBasis(live);
            recounted = SumByBasis(recounted);
        }

        Dictionary<LiveCellKey, LiveCell> expected = recounted.ToDictionary(cell => cell.Key);
        foreach (LiveCell cell in live)
        {
            bool known = expected.Remove(cell.Key, out LiveCell? other);
            if (!known || other!.BallotCount != cell.BallotCount || !other.Counters.SequenceEqual(cell.Counters))
            {
                differences.Add(new LiveDifference(unit, cell.Key.IsOverflow ? null : cell.Key, cell.BallotCount, other?.BallotCount ?? 0));
            }
        }

        foreach (LiveCell cell in expected.Values)
        {
            differences.Add(new LiveDifference(unit, cell.Key.IsOverflow ? null : cell.Key, 0, cell.BallotCount));
        }
    }

    private static List<LiveCell> SumByBasis(IReadOnlyList<LiveCell> cells) =>
        [.. cells.GroupBy(cell => cell.Key.Basis).Select(basis =>
        {
            long[] row = new long[1 + basis.First().Counters.Length];
            foreach (LiveCell cell in basis)
            {
                AddAll(row, cell);
            }

            return new LiveCell(LiveCellKey.Overflow(basis.Key), row[0], row[1..]);
        })];

    private static (int First, int End) RowsOf(SelectionBasis? basis)
    {
        if (basis is not { } one)
        {
            return (0, ColumnSchema.BasisCount);
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)one, (uint)ColumnSchema.BasisCount, nameof(basis));
        return ((int)one, (int)one + 1);
    }

    private void AddCell(List<LiveCell> cells, LiveUnit.Table table, int row, ulong key)
    {
        ReadOnlySpan<long> counters = table.Counters.AsSpan(row * _stride, _stride);
        if (counters[0] != 0)
        {
            cells.Add(new LiveCell(LiveCellKey.Unpack(key), counters[0], counters[1..].ToArray()));
        }
    }

    /// <summary>Reads a consistent sum of rows: the counters that fit into the span, and the number of ballots.</summary>
    private long ReadRows(LiveUnit unit, int firstRow, int endRow, Span<long> counters)
    {
        long ballots = 0;
        var reading = new LiveUnit.Reading(unit);
        try
        {
            while (reading.Next())
            {
                counters.Clear();
                ballots = 0;
                for (int row = firstRow; row < endRow; row++)
                {
                    ReadOnlySpan<long> source = reading.Table.Counters.AsSpan(row * _stride, _stride);
                    ballots += source[0];
                    for (int i = 0; i < counters.Length; i++)
                    {
                        counters[i] += source[i + 1];
                    }
                }
            }
        }
        finally
        {
            reading.End();
        }

        return ballots;
    }

    private LiveUnit? Find(int unit)
    {
        if (unit == OverflowUnit)
        {
            return _overflow;
        }

        LiveUnit?[] units = Volatile.Read(ref _units);
        return (uint)unit < (uint)units.Length ? Volatile.Read(ref units[unit]) : null;
    }

    private long SumOverUnits(bool overflowOnly)
    {
        long ballots = 0;
        for (int unit = OverflowUnit; unit < UnitCount; unit++)
        {
            bool cellsOnly = overflowOnly && unit != OverflowUnit;
            int first = cellsOnly ? LiveUnit.OverflowRow(0) : 0;
            ballots += Find(unit) is { } found ? ReadRows(found, first, first + ColumnSchema.BasisCount, []) : 0;
        }

        return ballots;
    }
}
