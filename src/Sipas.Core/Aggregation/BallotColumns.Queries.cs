using Sipas.Questionnaires;

namespace Sipas.Aggregation;

public sealed partial class BallotColumns
{
    /// <summary>Counts unit × axis × item × code.</summary>
    /// <param name="filter">The ballots to count; null for all.</param>
    /// <param name="axis">The axis by which each unit is broken down; none by default.</param>
    /// <param name="perUnit">Whether to count each unit separately; if not, the cube has a single unit at position 0.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <returns>A cube with all units of the columns, including those without a matching ballot.</returns>
    /// <exception cref="ArgumentException">The filter or the axis refers to an attribute, item or code that the schema does
    /// not have.</exception>
    /// <exception cref="InvalidOperationException">The cube would have more than 2,147,483,591 counters.</exception>
    /// <exception cref="OperationCanceledException">The query was cancelled.</exception>
    public HistogramCube Histogram(BallotFilter? filter = null, CubeAxis axis = default, bool perUnit = true, QueryOptions? options = null)
    {
        HistogramCube cube = NewCube(axis, perUnit);
        Histogram(cube, filter, options);
        return cube;
    }

    /// <summary>Counts into a cube returned by an earlier query, to avoid allocating a new one.</summary>
    /// <param name="cube">A cube of these columns. It is cleared first.</param>
    /// <param name="filter">The ballots to count; null for all.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <exception cref="ArgumentException">The cube's shape does not match these columns, or the filter refers to an
    /// attribute, item or code that the schema does not have.</exception>
    /// <exception cref="OperationCanceledException">The query was cancelled. The cube then contains partial counts.</exception>
    public void Histogram(HistogramCube cube, BallotFilter? filter = null, QueryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cube);
        if (!cube.HasShape(Schema.Layout, cube.Axis, cube.IsPerUnit, cube.IsPerUnit ? UnitCount : 1, AxisLength(cube.Axis))
            || !cube.Holds(MaxBallots(cube.IsPerUnit)))
        {
            throw new ArgumentException("The cube has another shape than these columns give.", nameof(cube));
        }

        options ??= QueryOptions.Default;
        var compiled = CompiledFilter.Compile(Schema, filter);
        HistogramCube[] cubes = [cube, .. OwnCopies(options, cube.IsPerUnit, () => NewCube(cube.Axis, perUnit: false))];
        var sinks = new IBlockSink[Workers(options)];
        for (int i = 0; i < sinks.Length; i++)
        {
            sinks[i] = new CubeSink(Schema, cubes[cube.IsPerUnit ? 0 : i], options.Path);
        }

        ColumnScanner.Scan(this, compiled, options, sinks);
        foreach (HistogramCube part in cubes.Skip(1))
        {
            cube.MergePart(part);
        }
    }

    /// <summary>Sums the satisfied and the valid answers of groups of items by unit × axis × group.</summary>
    /// <param name="grouping">The groups, of the same layout. Without groups, only the distinct ballots of each cell are
    /// counted and no answers are read.</param>
    /// <param name="filter">The ballots to count; null for all.</param>
    /// <param name="axis">The axis by which each unit is broken down; none by default.</param>
    /// <param name="perUnit">Whether to sum each unit separately; if not, the sums have a single unit at position 0.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <returns>Sums for all units of the columns, including those without a matching ballot.</returns>
    /// <exception cref="ArgumentException">The grouping belongs to another layout, or the filter or the axis refers to an
    /// attribute, item or code that the schema does not have.</exception>
    /// <exception cref="InvalidOperationException">There would be more than 2,147,483,591 sums.</exception>
    /// <exception cref="OperationCanceledException">The query was cancelled.</exception>
    public CriterionSums SumCriteria(ItemGrouping grouping, BallotFilter? filter = null, CubeAxis axis = default, bool perUnit = true,
        QueryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(grouping);
        if (!ReferenceEquals(grouping.Layout, Schema.Layout))
        {
            throw new ArgumentException("The grouping is of another layout.", nameof(grouping));
        }

        CriterionSums sums = NewSums(grouping, axis, perUnit);
        SumCriteria(sums, filter, options);
        return sums;
    }

    /// <summary>Sums into an instance returned by an earlier query, to avoid allocating a new one.</summary>
    /// <param name="sums">Sums of these columns. They are cleared first.</param>
    /// <param name="filter">The ballots to count; null for all.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <exception cref="ArgumentException">The shape of the sums does not match these columns, or the filter refers to an
    /// attribute, item or code that the schema does not have.</exception>
    /// <exception cref="OperationCanceledException">The query was cancelled. The sums then contain partial results.</exception>
    public void SumCriteria(CriterionSums sums, BallotFilter? filter = null, QueryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sums);
        if (!ReferenceEquals(sums.Grouping.Layout, Schema.Layout)
            || !sums.HasShape(sums.Grouping, sums.Axis, sums.IsPerUnit, sums.IsPerUnit ? UnitCount : 1, AxisLength(sums.Axis)))
        {
            throw new ArgumentException("The sums have another shape than these columns give.", nameof(sums));
        }

        options ??= QueryOptions.Default;
        var compiled = CompiledFilter.Compile(Schema, filter);
        CriterionSums[] parts = [sums, .. OwnCopies(options, sums.IsPerUnit, () => NewSums(sums.Grouping, sums.Axis, perUnit: false))];
        var sinks = new IBlockSink[Workers(options)];
        for (int i = 0; i < sinks.Length; i++)
        {
            sinks[i] = new CriterionSink(Schema, parts[sums.IsPerUnit ? 0 : i], options.Path);
        }

        ColumnScanner.Scan(this, compiled, options, sinks);
        foreach (CriterionSums part in parts.Skip(1))
        {
            sums.Merge(part);
        }
    }

    /// <summary>Counts ballots by their codes for two items.</summary>
    /// <param name="rowItem">The item of the rows.</param>
    /// <param name="columnItem">The item of the columns; may be the same item.</param>
    /// <param name="filter">The ballots to count; null for all.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <exception cref="ArgumentException">An item belongs to another layout, or the filter refers to an attribute, item or
    /// code that the schema does not have.</exception>
    /// <exception cref="OperationCanceledException">The query was cancelled.</exception>
    public CrossTabulation CrossTabulate(ItemLayout rowItem, ItemLayout columnItem, BallotFilter? filter = null,
        QueryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rowItem);
        ArgumentNullException.ThrowIfNull(columnItem);
        if (!Schema.Layout.Items.Contains(rowItem) || !Schema.Layout.Items.Contains(columnItem))
        {
            throw new ArgumentException("An item is of another layout.");
        }

        options ??= QueryOptions.Default;
        var compiled = CompiledFilter.Compile(Schema, filter);
        var sinks = new CrossTabulationSink[Workers(options)];
        for (int i = 0; i < sinks.Length; i++)
        {
            sinks[i] = new CrossTabulationSink(Schema.Planes, rowItem, columnItem, options.Path);
        }

        ColumnScanner.Scan(this, compiled, options, sinks);
        return new CrossTabulation(rowItem, columnItem, sinks.Select(sink => sink.Counts));
    }

    /// <summary>Returns the number of positions on an axis in these columns.</summary>
    /// <param name="axis">The axis.</param>
    /// <exception cref="ArgumentException">The axis is an attribute or an item that the schema does not have.</exception>
    public int AxisLength(CubeAxis axis) => axis.Kind switch
    {
        CubeAxisKind.None => 1,
        CubeAxisKind.Month => MonthCount,
        CubeAxisKind.ProcedureField => ProcedureFieldCount,
        CubeAxisKind.Attribute when axis.AttributeIndex >= Schema.Attributes.Count =>
            throw new ArgumentException($"The axis is attribute {axis.AttributeIndex}; the schema has {Schema.Attributes.Count}.",
                nameof(axis)),
        CubeAxisKind.Answer when axis.ItemIndex >= Schema.Layout.Items.Count =>
            throw new ArgumentException($"The axis is item {axis.ItemIndex}; the questionnaire has {Schema.Layout.Items.Count}.",
                nameof(axis)),
        CubeAxisKind.Answer => Schema.Layout.Items[axis.ItemIndex].CodeCount,
        _ => Schema.Planes.Dimensions[axis.Dimension].ValueCount,
    };

    private static T[] OwnCopies<T>(QueryOptions options, bool perUnit, Func<T> make) =>
        perUnit ? [] : [.. Enumerable.Range(1, Workers(options) - 1).Select(_ => make())];

    private static int Workers(QueryOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.DegreeOfParallelism, 1);
        return options.DegreeOfParallelism;
    }

    private HistogramCube NewCube(CubeAxis axis, bool perUnit)
    {
        (int units, int length) = CellsOf(axis, perUnit, Schema.Layout.CounterCount);
        return new(Schema, axis, perUnit, units, length, MaxBallots(perUnit));
    }

    private long MaxBallots(bool perUnit) => perUnit ? MaxBallotsOfUnit : BallotCount;

    private CriterionSums NewSums(ItemGrouping grouping, CubeAxis axis, bool perUnit)
    {
        (int units, int length) = CellsOf(axis, perUnit, grouping.Count);
        return new(grouping, axis, perUnit, units, length);
    }

    private (int Units, int AxisLength) CellsOf(CubeAxis axis, bool perUnit, int countersPerCell)
    {
        (int units, int length) = (perUnit ? UnitCount : 1, AxisLength(axis));
        return (double)units * length * countersPerCell <= Array.MaxLength
            ? (units, length)
            : throw new InvalidOperationException(
                $"{units} units × {length} positions × {countersPerCell} counters do not fit one result; ask for fewer units at a time, "
                + $"or for all in one.");
    }
}
