namespace Sipas.Aggregation;

/// <summary>Receives one ballot.</summary>
/// <param name="facts">What is known of it.</param>
/// <param name="codes">One code per item in questionnaire order; valid during the call only.</param>
public delegate void BallotVisitor(in BallotFacts facts, ReadOnlySpan<byte> codes);

/// <summary>The ballots of one questionnaire as bit planes, 64 ballots a block, unit after unit: what counts are made from. Immutable, so safe for any number of readers.</summary>
public sealed partial class BallotColumns
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
            MostBallotsOfUnit = Math.Max(MostBallotsOfUnit, _ballotsBelow[unit + 1]);
            _ballotsBelow[unit + 1] += _ballotsBelow[unit];
        }

        MonthCount = lastDay < 0 ? 0 : schema.MonthOfDay(lastDay) + 1;
        ProcedureFieldCount = lastField + 1;
    }

    /// <summary>What the columns hold.</summary>
    public ColumnSchema Schema { get; }

    /// <summary>Ballots in all.</summary>
    public long BallotCount => _ballotsBelow[^1];

    /// <summary>Positions of units: one more than the highest that has a ballot.</summary>
    public int UnitCount => _ballotsBelow.Length - 1;

    /// <summary>Positions on the month axis: up to the month of the latest ballot.</summary>
    public int MonthCount { get; }

    /// <summary>Positions of procedure fields: one more than the highest that has a ballot.</summary>
    public int ProcedureFieldCount { get; }

    /// <summary>Bytes that answers take, over all blocks that hold a ballot.</summary>
    public long AnswerBytes => BlockCount * 8 * Schema.Planes.AnswerWordsPerBlock;

    /// <summary>Bytes that the columns take in memory, dimensions and reserved blocks included.</summary>
    public long MemoryBytes => Segments.Select(view => view.Segment).Distinct().Sum(segment => segment.Bytes);

    internal SegmentView[] Segments { get; }

    internal long BlockCount => Segments.Sum(view => (long)view.EndBlock);

    /// <summary>Ballots of the unit that has the most: no counter of a cell can exceed it.</summary>
    internal long MostBallotsOfUnit { get; }

    /// <summary>Puts columns together. Nothing is copied: the result reads the same blocks.</summary>
    /// <param name="parts">Columns of the same layout, first day and attributes, whose positions of units and fields mean the same.</param>
    /// <exception cref="ArgumentException">There is no part, or the parts have different schemas.</exception>
    public static BallotColumns Merge(params IReadOnlyList<BallotColumns> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0 || parts.Any(part => !part.Schema.IsSameAs(parts[0].Schema)))
        {
            throw new ArgumentException("Columns to merge need one layout, first day and list of attributes.", nameof(parts));
        }

        return new BallotColumns(parts[0].Schema, [.. parts.SelectMany(part => part.Segments)]);
    }

    /// <summary>The same ballots sorted anew into one segment: worth while after many small merges or much live appending.</summary>
    public BallotColumns Compact()
    {
        var builder = new BallotColumnsBuilder(Schema);
        ForEach(builder.Add);
        return builder.Build();
    }

    /// <summary>Hands every ballot on, in the order in which the columns keep them.</summary>
    /// <param name="visit">Receives the ballots, one at a time.</param>
    public void ForEach(BallotVisitor visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        BlockReader.ForEach(this, visit);
    }

    /// <summary>Bounds of ranges of units with about equally many ballots: one more than there are ranges.</summary>
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
