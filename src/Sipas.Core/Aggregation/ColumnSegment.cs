using Sipas.Aggregation.Kernels;

namespace Sipas.Aggregation;

/// <summary>Blocks of one unit that follow each other.</summary>
internal readonly record struct UnitRun(int Unit, int FirstBlock, int BlockCount);

/// <summary>Some blocks of 64 ballots, each block of one unit. What lies below a reader's block count never changes.</summary>
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

        BallotCounts = new byte[blockCapacity];
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

    /// <summary>Ballots of each block, 1 to 64; they hold its lowest bits.</summary>
    internal byte[] BallotCounts { get; }

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
        + (7L * BallotCounts.Length) + (2L * Days.Length) + (2L * Fields.Length);

    /// <summary>The ballots of blocks that follow each other.</summary>
    internal void ValidMasks(int firstBlock, Span<ulong> masks)
    {
        ReadOnlySpan<byte> counts = BallotCounts.AsSpan(firstBlock, masks.Length);
        for (int i = 0; i < masks.Length; i++)
        {
            masks[i] = ulong.MaxValue >> (BlockBallots - counts[i]);
        }
    }

    internal ulong ValidMask(int block) => ulong.MaxValue >> (BlockBallots - BallotCounts[block]);
}

/// <summary>A segment as a snapshot sees it: the runs whose blocks were full when it was taken.</summary>
/// <param name="Segment">The blocks.</param>
/// <param name="Runs">The runs, in any order; several may belong to one unit.</param>
/// <param name="RunsSorted">Whether they are in ascending order of units.</param>
internal sealed record SegmentView(ColumnSegment Segment, UnitRun[] Runs, bool RunsSorted);
