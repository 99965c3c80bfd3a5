using Sipas.Aggregation.Kernels;

namespace Sipas.Aggregation;

/// <summary>Builds columns from ballots in any order: they are kept by unit, and sorted inside a unit by month, by counting. Not safe for concurrent use.</summary>
/// <remarks>
/// Memory while building grows with the ballots: a row each (half a byte an item, a byte a dimension and 4 bytes, about in eights) and 4 bytes, in pages of 64 rows, and the columns.
/// Ballots wait in at most 512 bags, each of a range of units, so that as many places of memory are written to at a time, however many units there are;
/// a bag is small enough to be sorted in the cache.
/// </remarks>
public sealed class BallotColumnsBuilder
{
    /// <summary>The most ballots one builder takes.</summary>
    public const int MaximumBallots = 1 << 30;

    private const int PageRows = 64;
    private const int SlabPages = 512;
    private const int SlabRows = SlabPages * PageRows;
    private const int MaximumBags = 512;

    // A bag's rows are read in the order of units: without asking ahead each one is waited for.
    private const int RowsAhead = 24;

    // A bag's next row is written some hundred ballots later: its memory is asked for now, so that the write need not wait for it. The last rows of a slab ask for the padding.
    private const int BytesAhead = 32;
    private const int KeysAhead = 8;

    private const int MonthBits = 12; // ColumnSchema.MaximumDays are fewer than 2,200 months
    private const uint UnitMask = uint.MaxValue >> MonthBits;
    private const int MaximumUnits = MaximumBags << (32 - MonthBits);

    private readonly BlockWriter _writer;
    private readonly int _rowBytes;
    private readonly List<Slab> _slabs = [];
    private readonly List<int> _nextPage = [];
    private readonly Bag[] _bags = new Bag[MaximumBags];
    private int _unitShift;
    private int _lastUnit;
    private int _count;
    private int _lastDay;

    /// <summary>Begins columns.</summary>
    /// <param name="schema">What they hold.</param>
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
    }

    /// <summary>What the columns hold.</summary>
    public ColumnSchema Schema { get; }

    /// <summary>Ballots added.</summary>
    public long BallotCount => _count;

    /// <summary>Adds one ballot.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <param name="codes">One code per item in questionnaire order.</param>
    /// <exception cref="ArgumentException">A code or a fact is none that the schema knows; the ballot is not added then.</exception>
    /// <exception cref="InvalidOperationException"><see cref="MaximumBallots"/> were added: build them, and merge columns.</exception>
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

        int row = bag.NextRow;
        int day = _writer.WriteRow(facts, codes, bag.Rows.AsSpan(row * _rowBytes, _rowBytes));
        bag.Keys![row] = ((uint)facts.Unit << MonthBits) | (uint)Schema.MonthOfDay(day);
        bag.NextRow++;
        Prefetch.Read(in bag.Rows![((row + 1) * _rowBytes) + BytesAhead]);
        Prefetch.Read(in bag.Keys[row + KeysAhead]);
        _count++;
        _lastUnit = Math.Max(_lastUnit, facts.Unit);
        _lastDay = Math.Max(_lastDay, day);
    }

    /// <summary>Builds the columns of all ballots added. The builder is empty afterwards.</summary>
    /// <returns>The columns; ballots of one unit and month keep the order in which they were added.</returns>
    public BallotColumns Build()
    {
        var runs = new List<UnitRun>();
        var segment = new ColumnSegment(Schema.Planes, (_count + ColumnSegment.BlockBallots - 1) / ColumnSegment.BlockBallots);
        int months = Schema.MonthOfDay(_lastDay) + 1;
        int[] order = new int[_bags.Max(bag => bag.Count)];
        int[] starts = new int[(Math.Min(1 << _unitShift, _lastUnit + 1) * months) + 1];
        byte[][] slabs = [.. _slabs.Select(slab => slab.Rows)];
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

            // After the sort, the start of a unit and month has become its end.
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

    // A method of its own, as is sorting: called often, it is compiled well before the end of the first build.
    private int Write(ReadOnlySpan<int> rows, byte[][] slabs, ColumnSegment segment, int block)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            int ahead = rows[Math.Min(i + RowsAhead, rows.Length - 1)];
            Prefetch.Read(in slabs[ahead / SlabRows][ahead % SlabRows * _rowBytes]);
            _writer.Append(slabs[rows[i] / SlabRows].AsSpan(rows[i] % SlabRows * _rowBytes, _rowBytes), segment, ref block);
        }

        return block;
    }

    /// <summary>Lists a bag's rows (page × 64 + row) by unit and month, rows of a month as they came.</summary>
    private void SortBag(in Bag bag, int firstUnit, int months, int[] starts, int[] order)
    {
        Array.Clear(starts);
        for (int page = bag.FirstPage, left = bag.Count; left > 0; page = _nextPage[page], left -= PageRows)
        {
            foreach (uint key in Keys(page, left))
            {
                starts[KeyIndex(key, (uint)firstUnit, months)]++;
            }
        }

        int start = 0;
        foreach (ref int next in starts.AsSpan())
        {
            (next, start) = (start, start + next);
        }

        for (int page = bag.FirstPage, left = bag.Count; left > 0; page = _nextPage[page], left -= PageRows)
        {
            int row = page * PageRows;
            foreach (uint key in Keys(page, left))
            {
                order[starts[KeyIndex(key, (uint)firstUnit, months)]++] = row++;
            }
        }
    }

    // A key holds as many low bits of the unit as tell apart the units of a bag.
    private static int KeyIndex(uint key, uint firstUnit, int months) =>
        ((int)((key >> MonthBits) - firstUnit & UnitMask) * months) + (int)(key & ((1 << MonthBits) - 1));

    private ReadOnlySpan<uint> Keys(int page, int left)
    {
        (Slab slab, int at) = Place(page);
        return slab.Keys.AsSpan(at, Math.Min(PageRows, left));
    }

    private (Slab Slab, int FirstRow) Place(int page) => (_slabs[page / SlabPages], page % SlabPages * PageRows);

    private void AddPage(ref Bag bag)
    {
        int page = _nextPage.Count;
        if (page % SlabPages == 0)
        {
            _slabs.Add(new Slab(
                GC.AllocateUninitializedArray<byte>((SlabRows * _rowBytes) + BytesAhead + 1), GC.AllocateUninitializedArray<uint>(SlabRows + KeysAhead)));
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
        (bag.Rows, bag.Keys) = (_slabs[^1].Rows, _slabs[^1].Keys);
        bag.NextRow = page % SlabPages * PageRows;
        bag.EndRow = bag.NextRow + PageRows;
        bag.Pages++;
    }

    /// <summary>Makes bags of twice as many units, each of two of before.</summary>
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
                (Slab slab, int at) = Place(page);
                for (int row = at; row < at + Math.Min(PageRows, left); row++)
                {
                    if (wide.NextRow == wide.EndRow)
                    {
                        AddPage(ref wide);
                    }

                    slab.Rows.AsSpan(row * _rowBytes, _rowBytes).CopyTo(wide.Rows.AsSpan(wide.NextRow * _rowBytes));
                    wide.Keys![wide.NextRow] = slab.Keys[row];
                    wide.NextRow++;
                }
            }
        }
    }

    /// <summary>Some pages of rows, and of each row the unit and the month.</summary>
    private sealed record Slab(byte[] Rows, uint[] Keys);

    /// <summary>Rows of a range of units: a chain of pages, all full but the last.</summary>
    private struct Bag
    {
        internal byte[]? Rows;
        internal uint[]? Keys;
        internal int NextRow;
        internal int EndRow;
        internal int FirstPage;
        internal int LastPage;
        internal int Pages;

        internal readonly int Count => (Pages * PageRows) - (EndRow - NextRow);
    }
}
