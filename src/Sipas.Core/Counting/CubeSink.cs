using Sipas.Counting.Kernels;
using Sipas.Packs;

namespace Sipas.Counting;

/// <summary>Counts the ballots of a scan into a cube.</summary>
internal sealed class CubeSink : HistogramSink
{
    private readonly ColumnSchema _schema;
    private readonly HistogramCube _cube;
    private readonly BallotSetCounter? _sets;
    private readonly long[] _setCounters;

    internal CubeSink(ColumnSchema schema, HistogramCube cube, VectorPath path)
        : base(schema, cube.Axis, cube.IsPerUnit, countsAnswers: true, path)
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
            : base(sink._cube.AxisLength, RowWords(sink, codes))
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
                BlockTransposer.FromPlane(_found.AsSpan(word * LaneGroup.Lanes, LaneGroup.Lanes), 0,
                    rows.Slice(word * BlockTransposer.Ballots, BlockTransposer.Ballots), _sink.Path);
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
            foreach (ItemLayout item in sink._schema.Layout.Items)
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
