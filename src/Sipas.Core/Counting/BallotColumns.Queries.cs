namespace Sipas.Counting;

internal sealed partial class BallotColumns
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

    /// <summary>Counts distinct ballots by unit × axis. Answers are read only for a filter or an axis by answers.</summary>
    /// <param name="filter">The ballots to count; null for all.</param>
    /// <param name="axis">The axis by which each unit is broken down; none by default.</param>
    /// <param name="perUnit">Whether to count each unit separately; if not, the counts have a single unit at position 0.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <returns>Counts of all units of the columns, including those without a matching ballot.</returns>
    /// <exception cref="ArgumentException">The filter or the axis refers to an attribute, item or code that the schema does
    /// not have.</exception>
    /// <exception cref="InvalidOperationException">There would be more than 2,147,483,591 counts.</exception>
    /// <exception cref="OperationCanceledException">The query was cancelled.</exception>
    internal BallotCounts CountBallots(
        BallotFilter? filter = null, CubeAxis axis = default, bool perUnit = true, QueryOptions? options = null)
    {
        BallotCounts counts = NewCounts(axis, perUnit);
        CountBallots(counts, filter, options);
        return counts;
    }

    /// <summary>Counts into an instance returned by an earlier query, to avoid allocating a new one.</summary>
    /// <param name="counts">Counts of these columns. They are cleared first.</param>
    /// <param name="filter">The ballots to count; null for all.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <exception cref="ArgumentException">The shape of the counts does not match these columns, or the filter refers to an
    /// attribute, item or code that the schema does not have.</exception>
    /// <exception cref="OperationCanceledException">The query was cancelled. The counts are then partial.</exception>
    internal void CountBallots(BallotCounts counts, BallotFilter? filter = null, QueryOptions? options = null)
    {
        if (!counts.HasShape(counts.Axis, counts.IsPerUnit, counts.IsPerUnit ? UnitCount : 1, AxisLength(counts.Axis)))
        {
            throw new ArgumentException("The counts have another shape than these columns give.", nameof(counts));
        }

        options ??= QueryOptions.Default;
        var compiled = CompiledFilter.Compile(Schema, filter);
        BallotCounts[] parts = [counts, .. OwnCopies(options, counts.IsPerUnit, () => NewCounts(counts.Axis, perUnit: false))];
        var sinks = new IBlockSink[Workers(options)];
        for (int i = 0; i < sinks.Length; i++)
        {
            sinks[i] = new BallotCountSink(Schema, parts[counts.IsPerUnit ? 0 : i], options.Path);
        }

        ColumnScanner.Scan(this, compiled, options, sinks);
        foreach (BallotCounts part in parts.Skip(1))
        {
            counts.Merge(part);
        }
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

    private BallotCounts NewCounts(CubeAxis axis, bool perUnit)
    {
        (int units, int length) = CellsOf(axis, perUnit, 1);
        return new(axis, perUnit, units, length);
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
