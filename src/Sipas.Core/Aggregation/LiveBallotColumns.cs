using Sipas.Aggregation.Kernels;

namespace Sipas.Aggregation;

/// <summary>Columns that take ballots while they are read. Safe for any number of writers, which wait for each other, and readers, which read snapshots.</summary>
/// <remarks>Ballots of a unit wait as rows until there are 64, and then become a block that never changes. A snapshot shares all full blocks and copies the waiting rows, unit after unit without a gap.</remarks>
public sealed class LiveBallotColumns
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

    /// <summary>Begins columns.</summary>
    /// <param name="schema">What they hold.</param>
    public LiveBallotColumns(ColumnSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        _writer = new BlockWriter(schema, VectorPaths.Best);
        _rowBytes = schema.Planes.RowBytes;
        _row = new byte[_rowBytes];
    }

    /// <summary>Goes on from columns that were built, for example from all ballots stored so far.</summary>
    /// <param name="start">The columns; they stay as they are.</param>
    public LiveBallotColumns(BallotColumns start)
        : this(start?.Schema ?? throw new ArgumentNullException(nameof(start)))
    {
        _full.AddRange(start.Segments);
        BallotCount = start.BallotCount;
    }

    /// <summary>What the columns hold.</summary>
    public ColumnSchema Schema { get; }

    /// <summary>Ballots in all.</summary>
    public long BallotCount { get; private set; }

    /// <summary>Appends one ballot; the next snapshot holds it.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <param name="codes">One code per item in questionnaire order.</param>
    /// <exception cref="ArgumentException">A code or a fact is none that the schema knows; the ballot is not appended then.</exception>
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

    /// <summary>The ballots appended so far, as columns that no later ballot changes.</summary>
    /// <returns>Columns; the same ones as long as nothing is appended.</returns>
    public BallotColumns Snapshot()
    {
        lock (_gate)
        {
            return _snapshot ??= new BallotColumns(Schema, [.. _full, .. Filling(), .. Waiting()]);
        }
    }

    /// <summary>Sorts the full blocks anew into one segment, for faster counting after much appending. Ballots can be appended and read meanwhile.</summary>
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
