using Sipas.Aggregation.Kernels;

namespace Sipas.Aggregation;

/// <summary>Builds columns from ballots in any order: they are sorted by unit, inside a unit by month, by counting. Not safe for concurrent use.</summary>
/// <remarks>Memory while building grows with the ballots: a row each (a byte an item and a dimension, in eights, and 8 bytes), and in <see cref="Build"/> 4 bytes each and the columns.</remarks>
public sealed class BallotColumnsBuilder
{
    /// <summary>The most ballots one builder takes.</summary>
    public const int MaximumBallots = 1 << 30;

    private const int ChunkRowsLog = 14;
    private const int ChunkRows = 1 << ChunkRowsLog;

    private readonly BlockWriter _writer;
    private readonly List<byte[]> _chunks = [];
    private readonly int _rowBytes;
    private int _count;
    private int _units;
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

        int inChunk = _count & (ChunkRows - 1);
        if (inChunk == 0 && _count >> ChunkRowsLog == _chunks.Count)
        {
            _chunks.Add(GC.AllocateUninitializedArray<byte>(ChunkRows * _rowBytes));
        }

        _writer.WriteRow(facts, codes, _chunks[_count >> ChunkRowsLog].AsSpan(inChunk * _rowBytes, _rowBytes));
        _count++;
        _units = Math.Max(_units, facts.Unit + 1);
        _lastDay = Math.Max(_lastDay, facts.Day.DayNumber - Schema.FirstDay.DayNumber);
    }

    /// <summary>Builds the columns of all ballots added. The builder is empty afterwards.</summary>
    /// <returns>The columns; ballots of one unit and month keep the order in which they were added.</returns>
    /// <exception cref="InvalidOperationException">Units × months of the ballots exceed 2,147,483,647.</exception>
    public BallotColumns Build()
    {
        int months = Schema.MonthOfDay(_lastDay) + 1;
        long cells = (long)_units * months;
        if (cells > Array.MaxLength)
        {
            throw new InvalidOperationException($"{_units} units × {months} months are more cells than can be sorted by counting; number the units from 0 without gaps.");
        }

        int[] next = new int[cells];
        for (int i = 0; i < _count; i++)
        {
            (int unit, int day, _) = BlockWriter.ReadTail(Row(i));
            next[(unit * months) + Schema.MonthOfDay(day)]++;
        }

        // From ballots per cell to the place of each cell's first ballot; every unit begins a block.
        var runs = new List<UnitRun>(_units);
        int blocks = 0;
        for (int unit = 0; unit < _units; unit++)
        {
            long start = (long)blocks * ColumnSegment.BlockBallots;
            int ballots = 0;
            foreach (ref int cell in next.AsSpan(unit * months, months))
            {
                int inCell = cell;
                cell = checked((int)(start + ballots));
                ballots += inCell;
            }

            if (ballots > 0)
            {
                int unitBlocks = (int)(((long)ballots + ColumnSegment.BlockBallots - 1) / ColumnSegment.BlockBallots);
                runs.Add(new UnitRun(unit, blocks, unitBlocks));
                blocks += unitBlocks;
            }
        }

        int[] rowOfPlace = new int[(long)blocks * ColumnSegment.BlockBallots];
        Array.Fill(rowOfPlace, -1);
        for (int i = 0; i < _count; i++)
        {
            (int unit, int day, _) = BlockWriter.ReadTail(Row(i));
            rowOfPlace[next[(unit * months) + Schema.MonthOfDay(day)]++] = i;
        }

        var segment = new ColumnSegment(Schema.Planes, blocks);
        for (int block = 0; block < blocks; block++)
        {
            _writer.Begin();
            foreach (int row in rowOfPlace.AsSpan(block * ColumnSegment.BlockBallots, ColumnSegment.BlockBallots))
            {
                if (row < 0)
                {
                    break;
                }

                _writer.Put(Row(row), segment, block);
            }

            _writer.End(segment, block);
        }

        _chunks.Clear();
        _count = _units = _lastDay = 0;
        return new BallotColumns(Schema, blocks == 0 ? [] : [new SegmentView(segment, [.. runs], RunsSorted: true)]);
    }

    private ReadOnlySpan<byte> Row(int index) =>
        _chunks[index >> ChunkRowsLog].AsSpan((index & (ChunkRows - 1)) * _rowBytes, _rowBytes);
}
