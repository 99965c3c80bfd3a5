namespace Sipas.Counting;

/// <summary>The ballots of one questionnaire stored as bit planes, 64 ballots per block, grouped by unit. All counts are
/// computed from these columns. Immutable, therefore safe for any number of concurrent readers.</summary>
internal sealed partial class BallotColumns
{
    private readonly long[] _ballotsBelow;

    internal BallotColumns(ColumnSchema schema, SegmentView[] segments)
    {
        Schema = schema;
        Segments = segments;
        int units = 0, lastDay = -1, lastField = -1;
        foreach (SegmentView view in segments)
        {
            foreach (UnitRun run in view.Runs)
            {
                units = Math.Max(units, run.Unit + 1);
            }
        }

        _ballotsBelow = new long[units + 1];
        foreach (SegmentView view in segments)
        {
            foreach (UnitRun run in view.Runs)
            {
                _ballotsBelow[run.Unit + 1] += run.BallotCount;
            }

            for (int block = 0; block < view.EndBlock; block++)
            {
                lastDay = Math.Max(lastDay, view.Segment.LastDays[block]);
                lastField = Math.Max(lastField, view.Segment.LastFields[block]);
            }
        }

        for (int unit = 0; unit < units; unit++)
        {
            MaxBallotsOfUnit = Math.Max(MaxBallotsOfUnit, _ballotsBelow[unit + 1]);
            _ballotsBelow[unit + 1] += _ballotsBelow[unit];
        }

        MonthCount = lastDay < 0 ? 0 : schema.MonthOfDay(lastDay) + 1;
        ProcedureFieldCount = lastField + 1;
    }

    /// <summary>The schema of the columns.</summary>
    public ColumnSchema Schema { get; }

    /// <summary>Total number of ballots.</summary>
    public long BallotCount => _ballotsBelow[^1];

    /// <summary>Number of unit positions: one more than the highest position that has a ballot.</summary>
    public int UnitCount => _ballotsBelow.Length - 1;

    /// <summary>Number of positions on the month axis, up to the month of the latest ballot.</summary>
    public int MonthCount { get; }

    /// <summary>Number of service-sector positions: one more than the highest position that has a ballot.</summary>
    public int ProcedureFieldCount { get; }

    /// <summary>Bytes used by answers, over all blocks that contain a ballot.</summary>
    public long AnswerBytes => BlockCount * 8 * Schema.Planes.AnswerWordsPerBlock;

    /// <summary>Bytes the columns use in memory, including dimensions and reserved blocks.</summary>
    public long MemoryBytes => Segments.Select(view => view.Segment).Distinct().Sum(segment => segment.Bytes);

    internal SegmentView[] Segments { get; }

    internal long BlockCount => Segments.Sum(view => (long)view.EndBlock);

    /// <summary>Number of ballots of the largest unit. No counter of a cell can exceed it.</summary>
    internal long MaxBallotsOfUnit { get; }

    /// <summary>Combines columns without copying: the result reads the same blocks.</summary>
    /// <param name="parts">Columns of the same layout, first day and attributes, with the same numbering of units and
    /// service sectors.</param>
    /// <exception cref="ArgumentException">No parts are given, or the parts have different schemas.</exception>
    public static BallotColumns Merge(params IReadOnlyList<BallotColumns> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0 || parts.Any(part => !part.Schema.IsSameAs(parts[0].Schema)))
        {
            throw new ArgumentException("Columns to merge need one layout, first day and list of attributes.", nameof(parts));
        }

        return new BallotColumns(parts[0].Schema, [.. parts.SelectMany(part => part.Segments)]);
    }

    /// <summary>Sorts the same ballots again into one segment. Useful after many small merges or frequent live appends.</summary>
    public BallotColumns Compact()
    {
        var builder = new BallotColumnsBuilder(Schema);
        ForEach(builder.Add);
        return builder.Build();
    }

    /// <summary>Passes every ballot to a visitor, in storage order.</summary>
    /// <param name="visit">The visitor, called for one ballot at a time.</param>
    public void ForEach(BallotVisitor visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        BlockReader.ForEach(this, visit);
    }

    /// <summary>Returns the bounds of unit ranges with about the same number of ballots: one bound more than there are ranges.</summary>
    internal int[] SplitUnits(int ranges)
    {
        int[] bounds = new int[ranges + 1];
        for (int i = 1; i < ranges; i++)
        {
            int at = Array.BinarySearch(_ballotsBelow, (long)((double)BallotCount * i / ranges));
            bounds[i] = Math.Clamp(at < 0 ? ~at : at, bounds[i - 1], UnitCount);
        }

        bounds[ranges] = UnitCount;
        return bounds;
    }
}
