using Sipas.Counting.Kernels;

namespace Sipas.Counting;

/// <summary>Columns that accept ballots while they are read. Safe for any number of writers, which are serialized, and
/// readers, which use snapshots.</summary>
/// <remarks>Ballots of a unit are collected as rows; every 64 rows become a block that never changes. A snapshot shares all
/// full blocks and copies the pending rows, grouped by unit without gaps.</remarks>
internal sealed class LiveBallotColumns
{
    private const int SegmentBlocks = 256;
    private const int FirstRows = 4;

    private readonly object _gate = new();
    private readonly object _compacting = new();
    private readonly BlockWriter _writer;
    private readonly int _rowBytes;
    private readonly byte[] _row;
    private readonly List<SegmentView> _full = [];
    private readonly List<UnitRun> _runs = [];
    private ColumnSegment? _filling;
    private OpenRows[] _open = [];
    private int _openUnits;
    private int _openBallots;
    private BallotColumns? _snapshot;

    /// <summary>Creates empty columns.</summary>
    /// <param name="schema">The schema of the columns.</param>
    public LiveBallotColumns(ColumnSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        _writer = new BlockWriter(schema, VectorPaths.Best);
        _rowBytes = schema.Planes.RowBytes;
        _row = new byte[_rowBytes];
    }

    /// <summary>Continues from existing columns, for example those built from all stored ballots.</summary>
    /// <param name="start">The existing columns. They are not changed.</param>
    public LiveBallotColumns(BallotColumns start)
        : this(start?.Schema ?? throw new ArgumentNullException(nameof(start)))
    {
        _full.AddRange(start.Segments);
        BallotCount = start.BallotCount;
    }

    /// <summary>The schema of the columns.</summary>
    public ColumnSchema Schema { get; }

    /// <summary>Total number of ballots.</summary>
    public long BallotCount { get; private set; }

    /// <summary>Appends one ballot. The next snapshot includes it.</summary>
    /// <param name="facts">The ballot's unit, day and other dimensions.</param>
    /// <param name="codes">One code per item in questionnaire order.</param>
    /// <exception cref="ArgumentException">A code or a fact is not valid in the schema. The ballot is not appended in this
    /// case.</exception>
    public void Append(in BallotFacts facts, ReadOnlySpan<byte> codes)
    {
        lock (_gate)
        {
            _writer.WriteRow(facts, codes, _row);
            if (facts.Unit >= _open.Length)
            {
                Array.Resize(ref _open, Math.Max(facts.Unit + 1, 2 * _open.Length));
            }

            ref OpenRows open = ref _open[facts.Unit];
            if (open.Rows is null || open.Rows.Length == open.Count * _rowBytes)
            {
                Array.Resize(ref open.Rows, Math.Max(FirstRows, 2 * open.Count) * _rowBytes);
            }

            _row.CopyTo(open.Rows.AsSpan(open.Count * _rowBytes));
            open.Count++;
            _openBallots++;
            _openUnits += open.Count == 1 ? 1 : 0;
            BallotCount++;
            _snapshot = null;
            if (open.Count == ColumnSegment.BlockBallots)
            {
                Fill(facts.Unit, ref open);
            }
        }
    }

    /// <summary>Returns the ballots appended so far, as columns that later ballots do not change.</summary>
    /// <returns>The columns; the same instance until a ballot is appended.</returns>
    public BallotColumns Snapshot()
    {
        lock (_gate)
        {
            return _snapshot ??= new BallotColumns(Schema, [.. _full, .. Filling(), .. Waiting()]);
        }
    }

    /// <summary>Sorts the full blocks again into one segment, for faster counting after many appends. Ballots can be
    /// appended and read at the same time.</summary>
    public void Compact()
    {
        lock (_compacting)
        {
            SegmentView[] old;
            lock (_gate)
            {
                _full.AddRange(Filling());
                _runs.Clear();
                _filling = null;
                old = [.. _full];
            }

            BallotColumns compacted = new BallotColumns(Schema, old).Compact();
            lock (_gate)
            {
                _full.RemoveRange(0, old.Length);
                _full.InsertRange(0, compacted.Segments);
                _snapshot = null;
            }
        }
    }

    private void Fill(int unit, ref OpenRows open)
    {
        _filling ??= new ColumnSegment(Schema.Planes, SegmentBlocks);
        int block = _runs.Count;
        _writer.Begin();
        Write(open, _filling, ref block);
        _runs.Add(new UnitRun(unit, (block - 1) * ColumnSegment.BlockBallots, ColumnSegment.BlockBallots));
        _openBallots -= open.Count;
        open.Count = 0;
        _openUnits--;
        if (_runs.Count == SegmentBlocks)
        {
            _full.AddRange(Filling());
            _runs.Clear();
            _filling = null;
        }
    }

    private SegmentView[] Filling() => _runs.Count == 0 ? [] : [new SegmentView(_filling!, [.. _runs], RunsSorted: false)];

    private SegmentView[] Waiting()
    {
        if (_openUnits == 0)
        {
            return [];
        }

        var segment = new ColumnSegment(Schema.Planes, (_openBallots + ColumnSegment.BlockBallots - 1) / ColumnSegment.BlockBallots);
        var runs = new List<UnitRun>(_openUnits);
        int ballots = 0, block = 0;
        _writer.Begin();
        for (int unit = 0; unit < _open.Length; unit++)
        {
            if (_open[unit].Count > 0)
            {
                runs.Add(new UnitRun(unit, ballots, _open[unit].Count));
                ballots += _open[unit].Count;
                Write(_open[unit], segment, ref block);
            }
        }

        _writer.End(segment, ref block);
        return [new SegmentView(segment, [.. runs], RunsSorted: true)];
    }

    private void Write(in OpenRows open, ColumnSegment segment, ref int block)
    {
        for (int i = 0; i < open.Count; i++)
        {
            _writer.Append(open.Rows.AsSpan(i * _rowBytes, _rowBytes), segment, ref block);
        }
    }

    private struct OpenRows
    {
        internal byte[]? Rows;
        internal int Count;
    }
}
