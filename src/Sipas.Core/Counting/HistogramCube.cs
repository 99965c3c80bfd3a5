using Sipas.Packs;

namespace Sipas.Counting;

/// <summary>Counts by unit × axis position × item × code, and the number of ballots in each cell. Contains counts only. Not
/// safe for concurrent writers.</summary>
/// <remarks>Counters take 2, 4 or 8 bytes, depending on the number of ballots of the largest unit. Values are always
/// returned as <see langword="long"/>.</remarks>
internal sealed class HistogramCube
{
    private readonly long[] _ballots;
    private readonly CounterStore _counters;

    internal HistogramCube(ColumnSchema schema, CubeAxis axis, bool perUnit, int unitCount, int axisLength, long maxBallots)
    {
        Layout = schema.Layout;
        Axis = axis;
        IsPerUnit = perUnit;
        UnitCount = unitCount;
        AxisLength = axisLength;
        _ballots = new long[(long)unitCount * axisLength];
        _counters = new CounterStore(schema.Planes, schema.Layout, _ballots.LongLength, maxBallots);
    }

    /// <summary>The questionnaire whose answers are counted.</summary>
    public AnswerLayout Layout { get; }

    /// <summary>The axis by which the cube is broken down, in addition to the unit.</summary>
    public CubeAxis Axis { get; }

    /// <summary>Whether units are counted separately; if not, unit 0 contains the counts of all units.</summary>
    public bool IsPerUnit { get; }

    /// <summary>Number of unit positions: 0 … UnitCount − 1.</summary>
    public int UnitCount { get; }

    /// <summary>Number of axis positions: 0 … AxisLength − 1; 1 without an axis.</summary>
    public int AxisLength { get; }

    internal int CounterWidth => _counters.Width;

    internal CounterStore Store => _counters;

    /// <summary>Returns the counts of a cell: all items, and the sets that are counted by ballot.</summary>
    /// <param name="unit">Position of the unit.</param>
    /// <param name="position">Position on the axis.</param>
    /// <returns>A separate tally, which later counting does not change.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The cube has no such cell.</exception>
    public AnswerTally Tally(int unit, int position = 0)
    {
        long[] counters = new long[Layout.CounterCount];
        AddTo(unit, position, counters);
        return AnswerTally.Of(Layout, BallotCount(unit, position), counters);
    }

    /// <summary>Adds the counters of a cell to a span, in the order of the layout: see
    /// <see cref="ItemLayout.CounterOffset"/> and <see cref="BallotSetLayout"/>. Does not allocate.</summary>
    /// <param name="unit">Position of the unit.</param>
    /// <param name="position">Position on the axis.</param>
    /// <param name="counters">Incremented by the counters of the cell.</param>
    /// <exception cref="ArgumentException">The span is shorter than the layout's counters.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The cube has no such cell.</exception>
    public void AddTo(int unit, int position, Span<long> counters)
    {
        int cell = Cell(unit, position);
        if (counters.Length < Layout.CounterCount)
        {
            throw new ArgumentException($"{Layout.CounterCount} counters do not fit into {counters.Length}.", nameof(counters));
        }

        _counters.AddTo(cell, counters);
    }

    /// <summary>Returns the number of ballots in a cell. Each ballot is in exactly one cell, so these are distinct ballots.</summary>
    /// <param name="unit">Position of the unit.</param>
    /// <param name="position">Position on the axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cube has no such cell.</exception>
    public long BallotCount(int unit, int position = 0) => _ballots[Cell(unit, position)];

    /// <summary>Returns the number of ballots in a cell that answered an item with a code.</summary>
    /// <param name="unit">Position of the unit.</param>
    /// <param name="item">The item.</param>
    /// <param name="code">0 … <see cref="ItemLayout.CodeCount"/> − 1.</param>
    /// <param name="position">Position on the axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cube has no such cell, or the item has no such code.</exception>
    public long Count(int unit, ItemLayout item, int code, int position = 0)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)code, (uint)item.CodeCount, nameof(code));
        return _counters.Get(Cell(unit, position), item.Index, code);
    }

    /// <summary>Adds the counts of another cube of the same shape.</summary>
    /// <param name="other">The other cube.</param>
    /// <exception cref="ArgumentException">It belongs to another questionnaire or has another shape.</exception>
    public void Merge(HistogramCube other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!HasShape(other.Layout, other.Axis, other.IsPerUnit, other.UnitCount, other.AxisLength))
        {
            throw new ArgumentException("The cubes differ in questionnaire, axis or size.", nameof(other));
        }

        Add(other, checked(_counters.Maximum + other._counters.Maximum));
    }

    /// <summary>Adds the counts of another thread of the same query. No sum exceeds the upper bound given for the query.</summary>
    internal void MergePart(HistogramCube part) => Add(part, _counters.Maximum);

    internal bool HasShape(AnswerLayout layout, CubeAxis axis, bool perUnit, int unitCount, int axisLength) =>
        ReferenceEquals(layout, Layout) && axis == Axis && perUnit == IsPerUnit && unitCount == UnitCount && axisLength == AxisLength;

    /// <summary>Whether counters are wide enough for units with the given number of ballots.</summary>
    internal bool Holds(long maxBallots) => CounterStore.WidthFor(maxBallots) <= _counters.Width;

    internal int CellOf(int unit, int position) => ((IsPerUnit ? unit : 0) * AxisLength) + position;

    internal ref long MutableBallots(int cell) => ref _ballots[cell];

    internal void Clear(int fromUnit, int toUnit)
    {
        long first = (long)fromUnit * AxisLength, end = (long)toUnit * AxisLength;
        _counters.Clear(first, end);
        _ballots.AsSpan((int)first, (int)(end - first)).Clear();
    }

    private void Add(HistogramCube other, long maximum)
    {
        _counters.Merge(other._counters, maximum);
        for (int i = 0; i < _ballots.Length; i++)
        {
            _ballots[i] += other._ballots[i];
        }
    }

    private int Cell(int unit, int position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)unit, (uint)UnitCount, nameof(unit));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)position, (uint)AxisLength, nameof(position));
        return (unit * AxisLength) + position;
    }
}
