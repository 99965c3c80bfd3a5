using System.Runtime.InteropServices;
using Sipas.Counting.Kernels;

namespace Sipas.Counting;

/// <summary>Builds columns from ballots in any order. Ballots are grouped by unit and, within a unit, sorted by month with a
/// counting sort. Not safe for concurrent use.</summary>
/// <remarks>
/// Memory use grows with the number of ballots: one row per ballot (half a byte per item, one byte per dimension and
/// 4 bytes, rounded up to about a multiple of eight, plus a 4-byte key), in pages of 64 rows, plus the columns.
/// Rows are collected in at most 1,024 bags, each for a range of units, so the number of memory locations written to in turn
/// is bounded regardless of the number of units. A bag is small enough to be sorted in the cache: reading its keys, page by
/// page, loads its rows into the cache, and they are then read in unit order.
/// </remarks>
internal sealed class BallotColumnsBuilder
{
    /// <summary>Maximum number of ballots per builder.</summary>
    public const int MaximumBallots = 1 << 30;

    private const int PageRows = 64;
    private const int SlabPages = 512;
    private const int SlabRows = SlabPages * PageRows;
    private const int MaximumBags = 1024;

    // A bag's rows are read in unit order. Without prefetching, each row access would wait for memory.
    private const int RowsAhead = 24;

    // A bag's next row is written some hundred ballots later. Its memory is prefetched now so that the write does not wait
    // for it. The last row of a slab prefetches the padding.
    private const int BytesAhead = 32;

    private const int MonthBits = 12; // ColumnSchema.MaximumDays are fewer than 2,200 months
    private const uint UnitMask = uint.MaxValue >> MonthBits;
    private const int MaximumUnits = MaximumBags << (32 - MonthBits);

    private readonly BlockWriter _writer;
    private readonly int _rowBytes;

    // A row and its key: the unit and the month.
    private readonly int _stride;
    private readonly List<byte[]> _slabs = [];
    private readonly List<int> _nextPage = [];
    private readonly Bag[] _bags = new Bag[MaximumBags];
    private int _unitShift;
    private int _lastUnit;
    private int _count;
    private int _lastDay;

    /// <summary>Creates an empty builder.</summary>
    /// <param name="schema">The schema of the columns.</param>
    public BallotColumnsBuilder(ColumnSchema schema)
        : this(schema, VectorPaths.Best)
    {
    }

    internal BallotColumnsBuilder(ColumnSchema schema, VectorPath path)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        _writer = new BlockWriter(schema, path);
        _rowBytes = schema.Planes.RowBytes;
        _stride = _rowBytes + sizeof(uint);
    }

    /// <summary>The schema of the columns.</summary>
    public ColumnSchema Schema { get; }

    /// <summary>Number of ballots added.</summary>
    public long BallotCount => _count;

    /// <summary>Adds one ballot.</summary>
    /// <param name="facts">The ballot's unit, day and other dimensions.</param>
    /// <param name="codes">One code per item in questionnaire order.</param>
    /// <exception cref="ArgumentException">A code or a fact is not valid in the schema. The ballot is not added in this case.</exception>
    /// <exception cref="InvalidOperationException"><see cref="MaximumBallots"/> ballots were already added. Build them and
    /// merge the columns.</exception>
    public void Add(in BallotFacts facts, ReadOnlySpan<byte> codes)
    {
        if (_count == MaximumBallots)
        {
            throw new InvalidOperationException($"A builder takes {MaximumBallots} ballots; build, and merge columns, beyond that.");
        }

        while ((uint)facts.Unit >> _unitShift >= MaximumBags)
        {
            WidenBags(facts.Unit);
        }

        ref Bag bag = ref _bags[facts.Unit >> _unitShift];
        if (bag.NextRow == bag.EndRow)
        {
            AddPage(ref bag);
        }

        Span<byte> row = bag.Rows.AsSpan(bag.NextRow * _stride, _stride);
        int day = _writer.WriteRow(facts, codes, row);
        MemoryMarshal.Write(row[_rowBytes..], ((uint)facts.Unit << MonthBits) | (uint)Schema.MonthOfDay(day));
        bag.NextRow++;
        Prefetch.Read(in bag.Rows![(bag.NextRow * _stride) + BytesAhead]);
        _count++;
        _lastUnit = Math.Max(_lastUnit, facts.Unit);
        _lastDay = Math.Max(_lastDay, day);
    }

    /// <summary>Builds the columns of all ballots added. The builder is empty afterwards.</summary>
    /// <returns>The columns. Ballots of one unit and month remain in the order in which they were added.</returns>
    public BallotColumns Build()
    {
        var runs = new List<UnitRun>();
        var segment = new ColumnSegment(Schema.Planes, (_count + ColumnSegment.BlockBallots - 1) / ColumnSegment.BlockBallots);
        int months = Schema.MonthOfDay(_lastDay) + 1;
        int[] order = new int[_bags.Max(bag => bag.Count)];
        int[] starts = new int[(Math.Min(1 << _unitShift, _lastUnit + 1) * months) + 1];
        byte[][] slabs = [.. _slabs];
        int ballots = 0, block = 0;
        _writer.Begin();
        for (int b = 0; b < MaximumBags; b++)
        {
            Bag bag = _bags[b];
            if (bag.Count == 0)
            {
                continue;
            }

            int firstUnit = b << _unitShift;
            SortBag(bag, firstUnit, months, starts, order);
            block = Write(order.AsSpan(0, bag.Count), slabs, segment, block);

            // After the sort, the start of each unit and month has been advanced to its end.
            for (int unit = 0, end = 0; end < bag.Count; unit++)
            {
                int start = end;
                end = starts[((unit + 1) * months) - 1];
                if (end > start)
                {
                    runs.Add(new UnitRun(firstUnit + unit, ballots + start, end - start));
                }
            }

            ballots += bag.Count;
        }

        _writer.End(segment, ref block);
        _slabs.Clear();
        _nextPage.Clear();
        Array.Clear(_bags);
        _count = _lastDay = _lastUnit = _unitShift = 0;
        return new BallotColumns(Schema, block == 0 ? [] : [new SegmentView(segment, [.. runs], RunsSorted: true)]);
    }

    // Separate method, like the sort: it is called often, so it is compiled well before the first build ends.
    private int Write(ReadOnlySpan<int> rows, byte[][] slabs, ColumnSegment segment, int block)
    {
        int stride = _stride;
        for (int i = 0; i < rows.Length; i++)
        {
            uint ahead = (uint)rows[Math.Min(i + RowsAhead, rows.Length - 1)];
            Prefetch.Read(in slabs[ahead / SlabRows][(int)(ahead % SlabRows) * stride]);
            uint row = (uint)rows[i];
            _writer.Append(slabs[row / SlabRows].AsSpan((int)(row % SlabRows) * stride, _rowBytes), segment, ref block);
        }

        return block;
    }

    /// <summary>Sorts a bag's rows (page × 64 + row) by unit and month; rows of the same month remain in insertion order.</summary>
    private void SortBag(in Bag bag, int firstUnit, int months, int[] starts, int[] order)
    {
        Array.Clear(starts);
        for (int page = bag.FirstPage, left = bag.Count; left > 0; page = _nextPage[page], left -= PageRows)
        {
            ReadOnlySpan<byte> rows = Rows(page, left);
            for (int at = _rowBytes; at < rows.Length; at += _stride)
            {
                starts[KeyIndex(rows[at..], (uint)firstUnit, months)]++;
            }
        }

        int start = 0;
        foreach (ref int next in starts.AsSpan())
        {
            (next, start) = (start, start + next);
        }

        for (int page = bag.FirstPage, left = bag.Count; left > 0; page = _nextPage[page], left -= PageRows)
        {
            ReadOnlySpan<byte> rows = Rows(page, left);
            int row = page * PageRows;
            for (int at = _rowBytes; at < rows.Length; at += _stride)
            {
                order[starts[KeyIndex(rows[at..], (uint)firstUnit, months)]++] = row++;
            }
        }
    }

    // A key contains as many low bits of the unit as are needed to distinguish the units of a bag.
    private static int KeyIndex(ReadOnlySpan<byte> row, uint firstUnit, int months)
    {
        uint key = MemoryMarshal.Read<uint>(row);
        return ((int)((key >> MonthBits) - firstUnit & UnitMask) * months) + (int)(key & ((1 << MonthBits) - 1));
    }

    private ReadOnlySpan<byte> Rows(int page, int left) =>
        _slabs[page / SlabPages].AsSpan(page % SlabPages * PageRows * _stride, Math.Min(PageRows, left) * _stride);

    private void AddPage(ref Bag bag)
    {
        int page = _nextPage.Count;
        if (page % SlabPages == 0)
        {
            _slabs.Add(GC.AllocateUninitializedArray<byte>((SlabRows * _stride) + BytesAhead + 1));
        }

        _nextPage.Add(0);
        if (bag.Pages > 0)
        {
            _nextPage[bag.LastPage] = page;
        }
        else
        {
            bag.FirstPage = page;
        }

        bag.LastPage = page;
        bag.Rows = _slabs[^1];
        bag.NextRow = page % SlabPages * PageRows;
        bag.EndRow = bag.NextRow + PageRows;
        bag.Pages++;
    }

    /// <summary>Doubles the unit range of each bag by merging pairs of bags.</summary>
    private void WidenBags(int unit)
    {
        if ((uint)unit >= MaximumUnits)
        {
            throw new ArgumentException($"The ballot cannot be kept: unit {unit} is outside 0 to {MaximumUnits - 1}.", nameof(unit));
        }

        Bag[] narrow = [.. _bags];
        Array.Clear(_bags);
        _unitShift++;
        for (int b = 0; b < MaximumBags / 2; b++)
        {
            ref Bag wide = ref _bags[b];
            wide = narrow[2 * b];
            Bag second = narrow[(2 * b) + 1];
            for (int page = second.FirstPage, left = second.Count; left > 0; page = _nextPage[page], left -= PageRows)
            {
                ReadOnlySpan<byte> rows = Rows(page, left);
                for (int at = 0; at < rows.Length; at += _stride)
                {
                    if (wide.NextRow == wide.EndRow)
                    {
                        AddPage(ref wide);
                    }

                    rows.Slice(at, _stride).CopyTo(wide.Rows.AsSpan(wide.NextRow * _stride));
                    wide.NextRow++;
                }
            }
        }
    }

    /// <summary>Rows of a range of units: a chain of pages, all full except the last.</summary>
    private struct Bag
    {
        internal byte[]? Rows;
        internal int NextRow;
        internal int EndRow;
        internal int FirstPage;
        internal int LastPage;
        internal int Pages;

        internal readonly int Count => (Pages * PageRows) - (EndRow - NextRow);
    }
}
