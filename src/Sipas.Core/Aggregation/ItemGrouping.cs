using Sipas.Questionnaires;

namespace Sipas.Aggregation;

/// <summary>Groups of items whose answers are summed, for example the criteria of an index. An item can be in several
/// groups. Immutable.</summary>
public sealed class ItemGrouping
{
    private readonly int[][] _groups;

    // For each group, one row per item: its counters of levels, and which of them are satisfied levels.
    private readonly (int FirstCounter, int Levels, int SatisfiedCodes)[][] _levels;

    /// <summary>Creates a grouping.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="groups">For each group the positions of its items in the questionnaire.</param>
    /// <exception cref="ArgumentException">A position is outside the questionnaire, or a group contains an item twice.</exception>
    public ItemGrouping(AnswerLayout layout, IReadOnlyList<IReadOnlyList<int>> groups)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(groups);
        Layout = layout;
        _groups = [.. groups.Select(group => group.ToArray())];
        foreach (int[] group in _groups)
        {
            if (group.Any(item => (uint)item >= (uint)layout.Items.Count) || group.Distinct().Count() != group.Length)
            {
                throw new ArgumentException($"A group names an item twice, or one outside 0 to {layout.Items.Count - 1}: {string.Join(", ", group)}.", nameof(groups));
            }
        }

        _levels = [.. _groups.Select(group => group.Select(index => layout.Items[index])
            .Select(item => (item.CounterOffset + 1, item.LevelCount, item.SatisfiedCodes >> 1)).ToArray())];
    }

    /// <summary>The questionnaire.</summary>
    public AnswerLayout Layout { get; }

    /// <summary>Number of groups.</summary>
    public int Count => _groups.Length;

    /// <summary>Groups the items of each criterion of an index tree, in tree order. Items that the questionnaire does not
    /// contain are omitted.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="index">The tree, or a subtree.</param>
    public static ItemGrouping OfCriteria(AnswerLayout layout, IndexNode index)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(index);
        return new ItemGrouping(layout, [.. Criteria(index).Select(criterion =>
            criterion.Items.Select(layout.Find).Where(item => item is not null).Select(item => item!.Index).ToArray())]);
    }

    /// <summary>Returns the positions of a group's items in the questionnaire.</summary>
    /// <param name="group">0 … <see cref="Count"/> − 1.</param>
    public IReadOnlyList<int> ItemsOf(int group) => _groups[group];

    /// <summary>Adds the satisfied and valid answers of each group, from the counters of one cell.</summary>
    /// <param name="counters">Counters, item by item, one counter per code.</param>
    /// <param name="satisfied">Incremented by the satisfied answers of each group.</param>
    /// <param name="valid">Incremented by the valid answers of each group.</param>
    /// <exception cref="ArgumentException">A span is too short for the layout or the grouping.</exception>
    public void Add(ReadOnlySpan<long> counters, Span<long> satisfied, Span<long> valid)
    {
        if (counters.Length < Layout.CounterCount || satisfied.Length < Count || valid.Length < Count)
        {
            throw new ArgumentException($"{Layout.CounterCount} counters and twice {Count} sums are needed.");
        }

        for (int group = 0; group < _levels.Length; group++)
        {
            long groupSatisfied = 0, groupValid = 0;
            foreach ((int firstCounter, int levels, int satisfiedCodes) in _levels[group])
            {
                int satisfiedLevels = satisfiedCodes;
                foreach (long count in counters.Slice(firstCounter, levels))
                {
                    groupValid += count;
                    groupSatisfied += count & -(satisfiedLevels & 1);
                    satisfiedLevels >>= 1;
                }
            }

            satisfied[group] += groupSatisfied;
            valid[group] += groupValid;
        }
    }

    private static IEnumerable<IndexNode> Criteria(IndexNode node) =>
        node.Kind == IndexNodeKind.Criterion ? [node] : node.Children.SelectMany(Criteria);
}

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

    internal Span<long> MutableSatisfied(int unit, int position) => _satisfied.AsSpan(Cell(unit, position) * Grouping.Count, Grouping.Count);

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
