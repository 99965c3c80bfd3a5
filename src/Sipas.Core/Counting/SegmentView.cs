namespace Sipas.Counting;

/// <summary>The part of a segment that a snapshot reads: the runs whose blocks were full when the snapshot was taken.</summary>
/// <param name="Segment">The blocks.</param>
/// <param name="Runs">The runs in the order of their positions; several may belong to one unit.</param>
/// <param name="RunsSorted">Whether they are in ascending order of units.</param>
internal sealed record SegmentView(ColumnSegment Segment, UnitRun[] Runs, bool RunsSorted)
{
    /// <summary>Index one more than the last block of the runs.</summary>
    internal int EndBlock => Runs.Length == 0 ? 0 : Runs[^1].EndBlock;
}
