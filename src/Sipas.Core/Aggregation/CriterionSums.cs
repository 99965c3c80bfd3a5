namespace Sipas.Aggregation;

/// <summary>Satisfied and valid answers by unit × axis position × group of items: the numerator and denominator of each
/// ratio. Contains counts only.</summary>
public sealed class CriterionSums
{
    private readonly long[] _satisfied;
    private readonly long[] _valid;
    private readonly long[] _ballots;

    internal CriterionSums(ItemGrouping grouping, CubeAxis axis, bool perUnit, int unitCount, int axisLength)
    {
        Grouping = grouping;
        Axis = axis;
        IsPerUnit = perUnit;
        UnitCount = unitCount;
        AxisLength = axisLength;
        _satisfied = new long[(long)unitCount * axisLength * grouping.Count];
        _valid = new long[_satisfied.LongLength];
        _ballots = new long[(long)unitCount * axisLength];
    }

    /// <summary>The groups.</summary>
    public ItemGrouping Grouping { get; }

    /// <summary>The axis by which the sums are broken down, in addition to the unit.</summary>
    public CubeAxis Axis { get; }

    /// <summary>Whether units are summed separately; if not, unit 0 contains the sums of all units.</summary>
    public bool IsPerUnit { get; }

    /// <summary>Number of unit positions: 0 … UnitCount − 1.</summary>
    public int UnitCount { get; }

    /// <summary>Number of axis positions: 0 … AxisLength − 1; 1 without an axis.</summary>
    public int AxisLength { get; }

    /// <summary>Returns the satisfied answers of each group in a cell.</summary>
    /// <param name="unit">Position of the unit.</param>
    /// <param name="position">Position on the axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such cell.</exception>
    public ReadOnlySpan<long> Satisfied(int unit, int position = 0) => MutableSatisfied(unit, position);

    /// <summary>Returns the valid answers of each group in a cell.</summary>
    /// <param name="unit">Position of the unit.</param>
    /// <param name="position">Position on the axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such cell.</exception>
    public ReadOnlySpan<long> Valid(int unit, int position = 0) => MutableValid(unit, position);

    /// <summary>Returns the number of distinct ballots in a cell, including those without a valid answer.</summary>
    /// <param name="unit">Position of the unit.</param>
    /// <param name="position">Position on the axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such cell.</exception>
    public long BallotCount(int unit, int position = 0) => _ballots[Cell(unit, position)];

    internal Span<long> MutableSatisfied(int unit, int position) =>
        _satisfied.AsSpan(Cell(unit, position) * Grouping.Count, Grouping.Count);

    internal Span<long> MutableValid(int unit, int position) => _valid.AsSpan(Cell(unit, position) * Grouping.Count, Grouping.Count);

    internal ref long MutableBallots(int unit, int position) => ref _ballots[Cell(unit, position)];

    internal bool HasShape(ItemGrouping grouping, CubeAxis axis, bool perUnit, int unitCount, int axisLength) =>
        ReferenceEquals(grouping, Grouping) && axis == Axis && perUnit == IsPerUnit && unitCount == UnitCount && axisLength == AxisLength;

    internal void Clear(int fromUnit, int toUnit)
    {
        int first = fromUnit * AxisLength, cells = (toUnit - fromUnit) * AxisLength;
        _satisfied.AsSpan(first * Grouping.Count, cells * Grouping.Count).Clear();
        _valid.AsSpan(first * Grouping.Count, cells * Grouping.Count).Clear();
        _ballots.AsSpan(first, cells).Clear();
    }

    internal void Merge(CriterionSums other)
    {
        for (int i = 0; i < _satisfied.Length; i++)
        {
            _satisfied[i] += other._satisfied[i];
            _valid[i] += other._valid[i];
        }

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
