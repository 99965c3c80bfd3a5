using Sipas.Aggregation.Kernels;

namespace Sipas.Aggregation;

/// <summary>Builds columns from ballots in any order: they are kept by unit, and sorted inside a unit by month, by counting. Not safe for concurrent use.</summary>
/// <remarks>Memory while building grows with the ballots: a row each (a byte an item and a dimension, and 4 bytes, in eights), in pages of 64 rows of one unit, and the columns.</remarks>
public sealed class BallotColumnsBuilder
{
    /// <summary>The most ballots one builder takes.</summary>
    public const int MaximumBallots = 1 << 30;

    private const int PageRows = 64;
    private const int SlabPages = 512;

    private readonly BlockWriter _writer;
    private readonly int _rowBytes;
    private readonly List<byte[]> _slabs = [];
    private readonly List<int> _nextPage = [];
    private UnitPages[] _units = [];
    private int _unitCount;
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

        if ((uint)facts.Unit >= (uint)_units.Length)
        {
            GrowUnits(facts.Unit);
        }

        ref UnitPages unit = ref _units[facts.Unit];
        if (unit.RowsLeft == 0)
        {
            AddPage(ref unit);
        }

        int day = _writer.WriteRow(facts, codes, unit.Slab.AsSpan(unit.NextRow, _rowBytes));
        unit.RowsLeft--;
        unit.NextRow += _rowBytes;
        unit.Count++;
        _count++;
        _unitCount = Math.Max(_unitCount, facts.Unit + 1);
        _lastDay = Math.Max(_lastDay, day);
    }

    /// <summary>Builds the columns of all ballots added. The builder is empty afterwards.</summary>
    /// <returns>The columns; ballots of one unit and month keep the order in which they were added.</returns>
    public BallotColumns Build()
    {
        var runs = new List<UnitRun>(_unitCount);
        int blocks = 0, most = 0;
        for (int unit = 0; unit < _unitCount; unit++)
        {
            int unitBlocks = (_units[unit].Count + ColumnSegment.BlockBallots - 1) / ColumnSegment.BlockBallots;
            if (unitBlocks > 0)
            {
                runs.Add(new UnitRun(unit, blocks, unitBlocks));
                blocks += unitBlocks;
                most = Math.Max(most, _units[unit].Count);
            }
        }

        var segment = new ColumnSegment(Schema.Planes, blocks);
        int[] order = new int[most];
        ushort[] months = new ushort[most];
        int[] next = new int[Schema.MonthOfDay(_lastDay) + 1];
        foreach (UnitRun run in runs)
        {
            Span<int> rows = order.AsSpan(0, _units[run.Unit].Count);
            OrderByMonth(_units[run.Unit], next, months, rows);
            for (int block = run.FirstBlock; !rows.IsEmpty; block++)
            {
                Span<int> inBlock = rows[..Math.Min(rows.Length, ColumnSegment.BlockBallots)];
                rows = rows[inBlock.Length..];
                _writer.Begin();
                foreach (int row in inBlock)
                {
                    _writer.Put(Row(row / PageRows, row % PageRows), segment, block);
                }

                _writer.End(segment, block);
            }
        }

        _slabs.Clear();
        _nextPage.Clear();
        _units = [];
        _count = _unitCount = _lastDay = 0;
        return new BallotColumns(Schema, blocks == 0 ? [] : [new SegmentView(segment, [.. runs], RunsSorted: true)]);
    }

    /// <summary>Lists a unit's rows (page × 64 + row) by month, rows of a month as they came.</summary>
    private void OrderByMonth(UnitPages unit, int[] next, ushort[] months, Span<int> rows)
    {
        Array.Clear(next);
        int page = unit.FirstPage;
        for (int i = 0; i < rows.Length; i += PageRows, page = _nextPage[page])
        {
            ReadOnlySpan<byte> left = _slabs[page / SlabPages].AsSpan(page % SlabPages * PageRows * _rowBytes);
            foreach (ref ushort month in months.AsSpan(i, Math.Min(PageRows, rows.Length - i)))
            {
                month = (ushort)Schema.MonthOfDay(_writer.ReadDay(left));
                next[month]++;
                left = left[_rowBytes..];
            }
        }

        int start = 0;
        for (int month = 0; month < next.Length; month++)
        {
            (next[month], start) = (start, start + next[month]);
        }

        page = unit.FirstPage;
        for (int i = 0; i < rows.Length; i += PageRows, page = _nextPage[page])
        {
            int row = page * PageRows;
            foreach (ushort month in months.AsSpan(i, Math.Min(PageRows, rows.Length - i)))
            {
                rows[next[month]++] = row++;
            }
        }
    }

    private ReadOnlySpan<byte> Row(int page, int row) =>
        _slabs[page / SlabPages].AsSpan(((page % SlabPages * PageRows) + row) * _rowBytes, _rowBytes);

    private void AddPage(ref UnitPages unit)
    {
        int page = _nextPage.Count;
        if (page % SlabPages == 0)
        {
            _slabs.Add(GC.AllocateUninitializedArray<byte>(SlabPages * PageRows * _rowBytes));
        }

        _nextPage.Add(0);
        if (unit.Count > 0)
        {
            _nextPage[unit.LastPage] = page;
        }
        else
        {
            unit.FirstPage = page;
        }

        unit.LastPage = page;
        unit.Slab = _slabs[^1];
        unit.NextRow = page % SlabPages * PageRows * _rowBytes;
        unit.RowsLeft = PageRows;
    }

    private void GrowUnits(int unit)
    {
        if (unit < 0 || unit == int.MaxValue)
        {
            throw new ArgumentException($"The ballot cannot be kept: unit {unit} is outside 0 to {int.MaxValue - 1}.", nameof(unit));
        }

        Array.Resize(ref _units, (int)Math.Min(Array.MaxLength, Math.Max(unit + 1L, 2L * _units.Length)));
    }

    /// <summary>A unit's rows: a chain of pages, all full but the last.</summary>
    private struct UnitPages
    {
        internal byte[]? Slab;
        internal int NextRow;
        internal int RowsLeft;
        internal int Count;
        internal int FirstPage;
        internal int LastPage;
    }
}
