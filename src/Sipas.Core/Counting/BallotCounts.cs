namespace Sipas.Counting;

/// <summary>Number of distinct ballots by unit × axis position.</summary>
internal sealed class BallotCounts
{
    private readonly long[] _ballots;

    internal BallotCounts(CubeAxis axis, bool perUnit, int unitCount, int axisLength)
    {
        Axis = axis;
        IsPerUnit = perUnit;
        UnitCount = unitCount;
        AxisLength = axisLength;
        _ballots = new long[(long)unitCount * axisLength];
    }

    /// <summary>The axis by which the ballots are counted, in addition to the unit.</summary>
    internal CubeAxis Axis { get; }

    /// <summary>Whether units are counted separately; if not, unit 0 contains the counts of all units.</summary>
    internal bool IsPerUnit { get; }

    /// <summary>Number of unit positions: 0 … UnitCount − 1.</summary>
    internal int UnitCount { get; }

    /// <summary>Number of axis positions: 0 … AxisLength − 1; 1 without an axis.</summary>
    internal int AxisLength { get; }

    /// <summary>Returns the counts of a unit, one for each axis position.</summary>
    /// <param name="unit">Position of the unit.</param>
    internal ReadOnlySpan<long> OfUnit(int unit) => _ballots.AsSpan(unit * AxisLength, AxisLength);

    internal ref long Mutable(int unit, int position) => ref _ballots[(unit * AxisLength) + position];

    internal bool HasShape(CubeAxis axis, bool perUnit, int unitCount, int axisLength) =>
        axis == Axis && perUnit == IsPerUnit && unitCount == UnitCount && axisLength == AxisLength;

    internal void Clear(int fromUnit, int toUnit) => _ballots.AsSpan(fromUnit * AxisLength, (toUnit - fromUnit) * AxisLength).Clear();

    internal void Merge(BallotCounts other)
    {
        for (int i = 0; i < _ballots.Length; i++)
        {
            _ballots[i] += other._ballots[i];
        }
    }
}
