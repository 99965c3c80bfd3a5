using Sipas.Questionnaires;

namespace Sipas.Aggregation;

/// <summary>Counts by unit × position on an axis × item × code, and the ballots of each cell. Counts only. Not safe for concurrent writers.</summary>
public sealed class HistogramCube
{
    private readonly long[] _counters;
    private readonly long[] _ballots;

    internal HistogramCube(AnswerLayout layout, CubeAxis axis, bool perUnit, int unitCount, int axisLength)
    {
        Layout = layout;
        Axis = axis;
        IsPerUnit = perUnit;
        UnitCount = unitCount;
        AxisLength = axisLength;
        _counters = new long[(long)unitCount * axisLength * layout.CounterCount];
        _ballots = new long[(long)unitCount * axisLength];
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

    /// <summary>All counters of a cell, item after item, a counter for each code: see <see cref="ItemLayout.CounterOffset"/>.</summary>
    /// <param name="unit">Position of the unit.</param>
    /// <param name="position">Position on the axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cube has no such cell.</exception>
    public ReadOnlySpan<long> Counters(int unit, int position = 0) =>
        _counters.AsSpan(checked(Cell(unit, position) * Layout.CounterCount), Layout.CounterCount);

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
        return Counters(unit, position)[item.CounterOffset + code];
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

        for (int i = 0; i < _counters.Length; i++)
        {
            _counters[i] += other._counters[i];
        }

        for (int i = 0; i < _ballots.Length; i++)
        {
            _ballots[i] += other._ballots[i];
        }
    }

    internal bool HasShape(AnswerLayout layout, CubeAxis axis, bool perUnit, int unitCount, int axisLength) =>
        ReferenceEquals(layout, Layout) && axis == Axis && perUnit == IsPerUnit && unitCount == UnitCount && axisLength == AxisLength;

    internal Span<long> MutableCounters(int unit, int position) => _counters.AsSpan(Cell(unit, position) * Layout.CounterCount, Layout.CounterCount);

    internal ref long MutableBallots(int unit, int position) => ref _ballots[Cell(unit, position)];

    internal void Clear()
    {
        Array.Clear(_counters);
        Array.Clear(_ballots);
    }

    private int Cell(int unit, int position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)unit, (uint)UnitCount, nameof(unit));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)position, (uint)AxisLength, nameof(position));
        return (unit * AxisLength) + position;
    }
}
