using System.Numerics;
using Sipas.Aggregation.Kernels;

namespace Sipas.Aggregation;

/// <summary>Splits the ballots of a scan along an axis and counts the codes of every item in each part.</summary>
internal abstract class HistogramSink : IBlockSink
{
    private readonly ColumnSchema _schema;
    private readonly CubeAxis _axis;
    private readonly bool _isPerUnit;
    private readonly GroupCounter?[] _counters;
    private readonly ulong[] _masks = new ulong[ColumnScanner.StepBlocks + 1];
    private readonly ulong[] _counts = new ulong[GroupCounter.ResultWords];
    private FieldRows? _fieldRows;
    private ItemPlanes? _answer;

    /// <param name="schema">The schema of the columns.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="perUnit">Whether units are counted separately.</param>
    /// <param name="groupsWanted">Which lane groups are counted.</param>
    /// <param name="path">The vector path.</param>
    protected HistogramSink(ColumnSchema schema, CubeAxis axis, bool perUnit, bool[] groupsWanted, VectorPath path)
    {
        _schema = schema;
        _axis = axis;
        _isPerUnit = perUnit;
        _counters = [.. schema.Planes.Groups.Select((group, g) => groupsWanted[g] ? GroupCounter.For(path, group) : null)];
        Path = path;
    }

    protected VectorPath Path { get; }

    protected PlaneLayout Planes => _schema.Planes;

    /// <summary>The unit being counted, or 0 when units are not counted separately.</summary>
    protected int Unit { get; private set; }

    public abstract void Begin(int fromUnit, int toUnit);

    public void Take(ColumnSegment segment, in BallotRange range)
    {
        Unit = _isPerUnit ? range.Unit : 0;
        switch (_axis.Kind)
        {
            case CubeAxisKind.None:
                Count(segment, range, 0);
                break;
            case CubeAxisKind.Month:
                TakeByMonth(segment, range);
                break;
            case CubeAxisKind.ProcedureField:
                _fieldRows ??= NewFieldRows();
                _fieldRows.Add(segment, range);
                if (_isPerUnit)
                {
                    _fieldRows.Flush();
                }

                break;
            case CubeAxisKind.Answer:
                TakeByAnswer(segment, range);
                break;
            default:
                TakeByDimension(segment, range);
                break;
        }
    }

    public void End() => _fieldRows?.Flush();

    /// <summary>Adds the counts of a lane group: one row of eight lanes per code.</summary>
    protected abstract void AddCounts(int position, int group, ReadOnlySpan<ulong> counts);

    /// <summary>Adds the remaining counts of a cell after its groups were added.</summary>
    protected abstract void AddBallots(int position, long ballots, ColumnSegment segment, in BallotRange range);

    protected abstract FieldRows NewFieldRows();

    private void Count(ColumnSegment segment, in BallotRange range, int position)
    {
        long ballots = 0;
        Span<ulong> masks = stackalloc ulong[GroupCounter.FewBlocks];
        if (range.BlockCount <= GroupCounter.FewBlocks)
        {
            for (int i = 0; i < range.BlockCount; i++)
            {
                masks[i] = range.Mask(i);
                ballots += BitOperations.PopCount(masks[i]);
            }
        }
        else
        {
            ballots = range.CountBallots();
        }

        if (ballots == 0)
        {
            return;
        }

        GroupCounter?[] counters = _counters;
        ulong[][] words = segment.Groups;
        for (int g = 0; g < counters.Length && g < words.Length; g++)
        {
            if (counters[g] is { } counter)
            {
                counter.Count(words[g], range, masks, ballots, _counts);
                AddCounts(position, g, _counts);
            }
        }

        AddBallots(position, ballots, segment, range);
    }

    // Ballots of a built unit are sorted by month, so each month is one part. After live appends a month may occur several
    // times; its parts are added up.
    private void TakeByMonth(ColumnSegment segment, in BallotRange range)
    {
        int at = range.Run.FirstBallot, end = at + range.Run.BallotCount;
        while (at < end)
        {
            int month = _schema.MonthOfDay(segment.Days[at]);
            (int firstDay, int lastDay) = _schema.DaysOfMonth(month);
            int next = CompiledFilter.EndOfDays(segment, at, end, firstDay, lastDay);
            Count(segment, range.Part(at, next - at), month);
            at = next;
        }
    }

    private void TakeByDimension(ColumnSegment segment, in BallotRange range)
    {
        DimensionColumn column = _schema.Planes.Dimensions[_axis.Dimension];
        for (int value = 0; value < column.ValueCount; value++)
        {
            Span<ulong> wanted = WantedOf(range);
            CompiledFilter.AndAnyOf(segment, range.FirstBlock, column, [value], wanted);
            Count(segment, range.WithWanted(wanted), value);
        }
    }

    private void TakeByAnswer(ColumnSegment segment, in BallotRange range)
    {
        _answer ??= ItemPlanes.Of(_schema, _axis.ItemIndex);
        int codes = _schema.Layout.Items[_axis.ItemIndex].CodeCount;
        for (int code = 0; code < codes; code++)
        {
            Span<ulong> wanted = WantedOf(range);
            _answer.AndAnyOf(segment, range.FirstBlock, [code], wanted);
            Count(segment, range.WithWanted(wanted), code);
        }
    }

    private Span<ulong> WantedOf(in BallotRange range)
    {
        Span<ulong> wanted = _masks.AsSpan(0, range.BlockCount);
        if (range.Wanted.IsEmpty)
        {
            wanted.Fill(ulong.MaxValue);
        }
        else
        {
            range.Wanted.CopyTo(wanted);
        }

        return wanted;
    }
}

/// <summary>Counts the ballots of a scan into a cube.</summary>
internal sealed class CubeSink : HistogramSink
{
    private readonly ColumnSchema _schema;
    private readonly HistogramCube _cube;
    private readonly BallotSetCounter? _sets;
    private readonly long[] _setCounters;

    internal CubeSink(ColumnSchema schema, HistogramCube cube, VectorPath path)
        : base(schema, cube.Axis, cube.IsPerUnit, [.. schema.Planes.Groups.Select(_ => true)], path)
    {
        _schema = schema;
        _cube = cube;
        _sets = schema.Layout.BallotSets.Count == 0 ? null : new BallotSetCounter(schema, path);
        _setCounters = new long[2 * schema.Layout.BallotSets.Count];
    }

    public override void Begin(int fromUnit, int toUnit)
    {
        if (_cube.IsPerUnit)
        {
            _cube.Clear(fromUnit, toUnit);
        }
        else
        {
            _cube.Clear(0, 1);
        }
    }

    protected override void AddCounts(int position, int group, ReadOnlySpan<ulong> counts) =>
        _cube.Store.Add(_cube.CellOf(Unit, position), group, counts, Path);

    protected override void AddBallots(int position, long ballots, ColumnSegment segment, in BallotRange range)
    {
        int cell = _cube.CellOf(Unit, position);
        _cube.MutableBallots(cell) += ballots;
        if (_sets is not null)
        {
            Array.Clear(_setCounters);
            _sets.Count(segment, range, _setCounters);
            _cube.Store.AddSets(cell, _setCounters);
        }
    }

    protected override FieldRows NewFieldRows() => new CodeRows(this);

    /// <summary>A row: for each code except 0 and each group one word of eight lanes, 1 where the ballot gave the item that
    /// code; then one byte for each counter of the sets.</summary>
    private sealed class CodeRows : FieldRows
    {
        private readonly CubeSink _sink;
        private readonly CodeSets _codes;
        private readonly int _codeWords;
        private readonly ulong[] _found;
        private readonly ulong[] _counts = new ulong[GroupCounter.ResultWords];

        internal CodeRows(CubeSink sink)
            : this(sink, new CodeSets(sink.Planes))
        {
        }

        private CodeRows(CubeSink sink, CodeSets codes)
            : base(sink._cube.AxisLength, RowWords(sink, codes), largest: 1)
        {
            _sink = sink;
            _codes = codes;
            _codeWords = codes.WordCount / LaneGroup.Lanes;
            _found = new ulong[codes.WordCount + ((sink._setCounters.Length + LaneGroup.Lanes - 1) / LaneGroup.Lanes * LaneGroup.Lanes)];
        }

        protected override void WriteRows(ColumnSegment segment, int block, Span<ulong> rows)
        {
            _codes.Find(_sink.Path, segment, block, _found);
            _sink._sets?.Find(segment, block, _found.AsSpan(_codes.WordCount));
            for (int word = 0; word < _found.Length / LaneGroup.Lanes; word++)
            {
                BlockTransposer.FromPlane(_found.AsSpan(word * LaneGroup.Lanes, LaneGroup.Lanes), 0, rows.Slice(word * BlockTransposer.Ballots, BlockTransposer.Ballots), _sink.Path);
            }
        }

        protected override void Take(int field, ReadOnlySpan<ulong> sums, int ballots)
        {
            int cell = _sink._cube.CellOf(_sink.Unit, field);
            LaneGroup[] groups = _sink.Planes.Groups;
            for (int g = 0; g < groups.Length; g++)
            {
                Span<ulong> none = _counts.AsSpan(0, LaneGroup.Lanes);
                none.Fill((ulong)ballots);
                for (int code = 1; code < groups[g].CodeCount; code++)
                {
                    ulong lanes = sums[((code - 1) * groups.Length) + g];
                    for (int lane = 0; lane < LaneGroup.Lanes; lane++, lanes >>= 8)
                    {
                        _counts[(code * LaneGroup.Lanes) + lane] = lanes & byte.MaxValue;
                        none[lane] -= lanes & byte.MaxValue;
                    }
                }

                _sink._cube.Store.Add(cell, g, _counts, _sink.Path);
            }

            long[] sets = _sink._setCounters;
            for (int i = 0; i < sets.Length; i++)
            {
                sets[i] = (byte)(sums[_codeWords + (i / LaneGroup.Lanes)] >> (i % LaneGroup.Lanes * 8));
            }

            _sink._cube.Store.AddSets(cell, sets);
            _sink._cube.MutableBallots(cell) += ballots;
        }

        // Table c − 1 contains code c; the sets of an item are assigned to the tables in order.
        private static int RowWords(CubeSink sink, CodeSets codes)
        {
            foreach (Questionnaires.ItemLayout item in sink._schema.Layout.Items)
            {
                for (int code = 1; code < item.CodeCount; code++)
                {
                    codes.Require(item.Index, 1 << code);
                }
            }

            codes.Compile();
            return (codes.WordCount + sink._setCounters.Length + LaneGroup.Lanes - 1) / LaneGroup.Lanes;
        }
    }
}
