using System.Diagnostics;

namespace Sipas.Counting.Kernels;

/// <summary>Counts the codes of one group of items over ranges of ballots, using a given vector path.</summary>
/// <remarks>Counting a small unit takes some tens of nanoseconds, so path and shape are chosen once, when the counter is
/// created.</remarks>
internal abstract class GroupCounter
{
    /// <summary>Number of words in the result of <c>Count</c>: 16 codes × 8 lanes.</summary>
    internal const int ResultWords = 16 * LaneGroup.Lanes;

    /// <summary>Number of words that must be readable after the last block, because a vector load reads eight lanes even for
    /// a narrower group.</summary>
    internal const int Padding = LaneGroup.Lanes;

    /// <summary>Maximum number of blocks whose bits are added before they are summed. Above it, carry-save adders are used.</summary>
    internal const int FewBlocks = 4;

    protected GroupCounter(LaneGroup group) => Group = group;

    protected LaneGroup Group { get; }

    /// <param name="path">The vector path. It must be supported on this machine.</param>
    /// <param name="group">The group.</param>
    internal static GroupCounter For(VectorPath path, LaneGroup group) => path switch
    {
        VectorPath.Vector512 => ForLanes<Lanes512>(group),
        VectorPath.Vector256 => ForLanes<Lanes256>(group),
        VectorPath.Vector128 => ForLanes<Lanes128>(group),
        _ => new WordCounter(group),
    };

    /// <summary>Counts a range of ballots.</summary>
    /// <param name="words">All the group's words of the segment, with <see cref="Padding"/> after the last.</param>
    /// <param name="range">The ballots to count.</param>
    /// <param name="masks">If the range has at most <see cref="FewBlocks"/> blocks: the ballots to count in each block.</param>
    /// <param name="ballots">Number of ballots to count.</param>
    /// <param name="counts">Receives the count of code c in lane l at 8c + l. The values for lanes without an item, and for
    /// codes that no item of the group has, are undefined.</param>
    internal void Count(ReadOnlySpan<ulong> words, in BallotRange range, ReadOnlySpan<ulong> masks, long ballots, Span<ulong> counts)
    {
        Debug.Assert(range.Wanted.IsEmpty || range.Wanted.Length == range.BlockCount, "A mask for each block.");
        Debug.Assert(words.Length >= ((range.FirstBlock + range.BlockCount) * Group.WordsPerBlock) + Padding,
            "Vector loads read past the last lane.");
        Debug.Assert(counts.Length >= ResultWords, "Room for every code and lane.");
        words = words[(range.FirstBlock * Group.WordsPerBlock)..];
        if (range.BlockCount <= FewBlocks)
        {
            CountFew(words, masks[..range.BlockCount], (ulong)ballots, counts);
        }
        else
        {
            CountMany(words, range, (ulong)ballots, counts);
        }
    }

    protected abstract void CountFew(ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> masks, ulong ballots, Span<ulong> counts);

    protected abstract void CountMany(ReadOnlySpan<ulong> words, in BallotRange range, ulong ballots, Span<ulong> counts);

    private static GroupCounter ForLanes<T>(LaneGroup group)
        where T : struct, ILanes<T> => group.CodeCount switch
        {
            <= 2 => new LaneCounter<T, TwoCodes>(group),
            <= 4 => new LaneCounter<T, FourCodes>(group),
            <= 6 => new LaneCounter<T, SixCodes>(group),
            7 => new LaneCounter<T, SevenCodes>(group),
            8 => new LaneCounter<T, EightCodes>(group),
            _ => new WideLaneCounter<T>(group),
        };
}
