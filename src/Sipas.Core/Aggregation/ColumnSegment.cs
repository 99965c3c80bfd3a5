using Sipas.Aggregation.Kernels;

namespace Sipas.Aggregation;

/// <summary>Ballots of one unit that follow each other in a segment: from a bit of its first block to a bit of its last, so that units share the blocks between them.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="FirstBallot">Place of the first ballot: 64 × block + bit.</param>
/// <param name="BallotCount">Ballots, at least one.</param>
internal readonly record struct UnitRun(int Unit, int FirstBallot, int BallotCount)
{
    internal int FirstBlock => FirstBallot / ColumnSegment.BlockBallots;

    /// <summary>One more than the last block.</summary>
    internal int EndBlock => ((FirstBallot + BallotCount - 1) / ColumnSegment.BlockBallots) + 1;
}

/// <summary>Some blocks of 64 ballots, unit after unit without a gap. What a reader's runs hold never changes.</summary>
internal sealed class ColumnSegment
{
    internal const int BlockBallots = BlockTransposer.Ballots;

    internal ColumnSegment(PlaneLayout planes, int blockCapacity)
    {
        Groups = new ulong[planes.Groups.Length][];
        for (int g = 0; g < Groups.Length; g++)
        {
            Groups[g] = new ulong[((long)blockCapacity * planes.Groups[g].WordsPerBlock) + GroupCounter.Padding];
        }

        Dimensions = new ulong[planes.DimensionPlaneCount][];
        for (int d = 0; d < Dimensions.Length; d++)
        {
            Dimensions[d] = new ulong[blockCapacity];
        }

        FirstDays = new ushort[blockCapacity];
        LastDays = new ushort[blockCapacity];
        LastFields = new ushort[blockCapacity];
        Days = new ushort[(long)blockCapacity * BlockBallots];
        Fields = new ushort[(long)blockCapacity * BlockBallots];
    }

    /// <summary>For each group the words of its blocks, block after block, with padding behind the last.</summary>
    internal ulong[][] Groups { get; }

    /// <summary>For each plane of the small dimensions a word per block.</summary>
    internal ulong[][] Dimensions { get; }

    /// <summary>The earliest day in each block, of whichever unit.</summary>
    internal ushort[] FirstDays { get; }

    internal ushort[] LastDays { get; }

    /// <summary>The highest procedure field of each block.</summary>
    internal ushort[] LastFields { get; }

    /// <summary>Day of each ballot, 64 a block.</summary>
    internal ushort[] Days { get; }

    /// <summary>Procedure field of each ballot, 64 a block.</summary>
    internal ushort[] Fields { get; }

    internal long Bytes =>
        Groups.Sum(group => 8L * group.Length) + Dimensions.Sum(plane => 8L * plane.Length)
        + (6L * FirstDays.Length) + (2L * Days.Length) + (2L * Fields.Length);
}

/// <summary>A segment as a snapshot sees it: the runs whose blocks were full when it was taken.</summary>
/// <param name="Segment">The blocks.</param>
/// <param name="Runs">The runs in the order of their places; several may belong to one unit.</param>
/// <param name="RunsSorted">Whether they are in ascending order of units.</param>
internal sealed record SegmentView(ColumnSegment Segment, UnitRun[] Runs, bool RunsSorted)
{
    /// <summary>One more than the last block that the runs reach.</summary>
    internal int EndBlock => Runs.Length == 0 ? 0 : Runs[^1].EndBlock;
}
