using Sipas.Counting.Kernels;

namespace Sipas.Counting;

/// <summary>Blocks of 64 ballots, grouped by unit without gaps. The content of a reader's runs never changes.</summary>
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

    /// <summary>For each group the words of its blocks, block by block, with padding after the last.</summary>
    internal ulong[][] Groups { get; }

    /// <summary>For each plane of the small dimensions one word per block.</summary>
    internal ulong[][] Dimensions { get; }

    /// <summary>The earliest day in each block, of any unit.</summary>
    internal ushort[] FirstDays { get; }

    internal ushort[] LastDays { get; }

    /// <summary>The highest service sector of each block.</summary>
    internal ushort[] LastFields { get; }

    /// <summary>Day of each ballot, 64 per block.</summary>
    internal ushort[] Days { get; }

    /// <summary>Service sector of each ballot, 64 per block.</summary>
    internal ushort[] Fields { get; }

    internal long Bytes =>
        Groups.Sum(group => 8L * group.Length) + Dimensions.Sum(plane => 8L * plane.Length)
        + (6L * FirstDays.Length) + (2L * Days.Length) + (2L * Fields.Length);
}
