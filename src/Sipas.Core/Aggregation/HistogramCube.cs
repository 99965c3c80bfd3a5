using Sipas.Questionnaires;

namespace Sipas.Aggregation;

/// <summary>Counts by unit × position on an axis × item × code, and the ballots of each cell. Counts only. Not safe for concurrent writers.</summary>
/// <remarks>A counter takes as many bytes as the ballots of the largest unit ask for: 2, 4 or 8. What is read is a <see langword="long"/> always.</remarks>
public sealed class HistogramCube
{
    private readonly long[] _ballots;
    private readonly CounterStore _counters;

    internal HistogramCube(ColumnSchema schema, CubeAxis axis, bool perUnit, int unitCount, int axisLength, long mostBallots)
    {
        Layout = schema.Layout;
        Axis = axis;
        IsPerUnit = perUnit;
        UnitCount = unitCount;
        AxisLength = axisLength;
        _ballots = new long[(long)unitCount * axisLength];
        _counters = new CounterStore(schema.Planes, schema.Layout, _ballots.LongLength, mostBallots);
    }

    /// <summary>The questionnaire whose answers are counted.</summary>
    public AnswerLayout Layout { get; }

    /// <summary>What the cube is broken down by, beside the unit.</summary>
    public CubeAxis Axis { get; }

    /// <summary>Whether units are told apart; if not, unit 0 holds all of them.</summary>
    public bool IsPerUnit { get; }

    /// <summary>Positions of units: 0 … UnitCount − 1.</summary>
    public int UnitCount { get; }

    /// <summary>Positions on the axis: 0 … AxisLength − 1; 1 without an axis.</summary>
    public int AxisLength { get; }

    /// <summary>Bytes that the counters take in memory.</summary>
    public long CounterBytes => _counters.Bytes + (8L * _ballots.Length);

    internal int CounterWidth => _counters.Width;

    internal CounterStore Store => _counters;

    /// <summary>The counts of a cell: all items, and the sets that are counted by ballot.</summary>
    /// <param name="unit">Position of the unit.</param>
    /// <param name="position">Position on the axis.</param>
    /// <returns>A tally of its own, which no later count changes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The cube has no such cell.</exception>
    public AnswerTally Tally(int unit, int position = 0)
    {
        long[] counters = new long[Layout.CounterCount];
        AddTo(unit, position, counters);
        return AnswerTally.Of(Layout, BallotCount(unit, position), counters);
    }

    /// <summary>Adds the counters of a cell to others, in the order of the layout: see <see cref="ItemLayout.CounterOffset"/> and <see cref="BallotSetLayout"/>. Allocates nothing.</summary>
    /// <param name="unit">Position of the unit.</param>
    /// <param name="position">Position on the axis.</param>
    /// <param name="counters">Raised by the counters of the cell.</param>
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

    /// <summary>Ballots of a cell. Each ballot lies in one cell only, so these are distinct ballots.</summary>
    /// <param name="unit">Position of the unit.</param>
    /// <param name="position">Position on the axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cube has no such cell.</exception>
    public long BallotCount(int unit, int position = 0) => _ballots[Cell(unit, position)];

    /// <summary>How many ballots of a cell answered an item with a code.</summary>
    /// <param name="unit">Position of the unit.</param>
    /// <param name="item">The item.</param>
    /// <param name="code">0 … <see cref="ItemLayout.CodeCount"/> − 1.</param>
    /// <param name="position">Position on the axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cube has no such cell, or the item no such code.</exception>
    public long Count(int unit, ItemLayout item, int code, int position = 0)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)code, (uint)item.CodeCount, nameof(code));
        return _counters.Get(Cell(unit, position), item.Index, code);
    }

    /// <summary>Adds the counts of another cube of the same shape.</summary>
    /// <param name="other">The other cube.</param>
    /// <exception cref="ArgumentException">It counts another questionnaire or has another shape.</exception>
    public void Merge(HistogramCube other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!HasShape(other.Layout, other.Axis, other.IsPerUnit, other.UnitCount, other.AxisLength))
        {
            throw new ArgumentException("The cubes differ in questionnaire, axis or size.", nameof(other));
        }

        Add(other, checked(_counters.Most + other._counters.Most));
    }

    /// <summary>Adds what another thread of the same query counted: no sum exceeds what the query was told.</summary>
    internal void MergePart(HistogramCube part) => Add(part, _counters.Most);

    internal bool HasShape(AnswerLayout layout, CubeAxis axis, bool perUnit, int unitCount, int axisLength) =>
        ReferenceEquals(layout, Layout) && axis == Axis && perUnit == IsPerUnit && unitCount == UnitCount && axisLength == AxisLength;

    /// <summary>Whether counters are wide enough for units of so many ballots.</summary>
    internal bool Holds(long mostBallots) => CounterStore.WidthFor(mostBallots) <= _counters.Width;

    internal int CellOf(int unit, int position) => ((IsPerUnit ? unit : 0) * AxisLength) + position;

    internal ref long MutableBallots(int cell) => ref _ballots[cell];

    internal void Clear(int fromUnit, int toUnit)
    {
        long first = (long)fromUnit * AxisLength, end = (long)toUnit * AxisLength;
        _counters.Clear(first, end);
        _ballots.AsSpan((int)first, (int)(end - first)).Clear();
    }

    private void Add(HistogramCube other, long most)
    {
        _counters.Merge(other._counters, most);
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
