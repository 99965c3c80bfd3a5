using System.Diagnostics;
using System.Numerics;

namespace Sipas.Aggregation.Kernels;

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
        Debug.Assert(words.Length >= ((range.FirstBlock + range.BlockCount) * Group.WordsPerBlock) + Padding, "Vector loads read past the last lane.");
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

/// <summary>Counts a group of at most eight codes, several lanes at a time.</summary>
internal sealed class LaneCounter<T, TShape>(LaneGroup group) : GroupCounter(group)
    where T : struct, ILanes<T>
    where TShape : struct, IShape
{
    private readonly int _lanes = group.LaneCount;
    private readonly nuint _stride = (nuint)group.WordsPerBlock;

    protected override void CountFew(ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> masks, ulong ballots, Span<ulong> counts)
    {
        for (int lane = 0; lane < _lanes; lane += T.Count)
        {
            switch (masks.Length)
            {
                case 1:
                    PlaneKernel.CountFew<T, TShape, OneBlock>(in words[lane], (nuint)_lanes, _stride, in masks[0], ballots, ref counts[lane]);
                    break;
                case 2:
                    PlaneKernel.CountFew<T, TShape, TwoBlocks>(in words[lane], (nuint)_lanes, _stride, in masks[0], ballots, ref counts[lane]);
                    break;
                case 3:
                    PlaneKernel.CountFew<T, TShape, ThreeBlocks>(in words[lane], (nuint)_lanes, _stride, in masks[0], ballots, ref counts[lane]);
                    break;
                default:
                    PlaneKernel.CountFew<T, TShape, FourBlocks>(in words[lane], (nuint)_lanes, _stride, in masks[0], ballots, ref counts[lane]);
                    break;
            }
        }
    }

    protected override void CountMany(ReadOnlySpan<ulong> words, in BallotRange range, ulong ballots, Span<ulong> counts)
    {
        for (int lane = 0; lane < _lanes; lane += T.Count)
        {
            ref readonly ulong first = ref words[lane];
            if (range.Wanted.IsEmpty)
            {
                PlaneKernel.Count<T, TShape, AllBallots>(
                    in first, (nuint)_lanes, _stride, in first, (nuint)range.BlockCount, range.Head, range.Tail, ballots, ref counts[lane]);
            }
            else
            {
                PlaneKernel.Count<T, TShape, MaskedBallots>(
                    in first, (nuint)_lanes, _stride, in range.Wanted[0], (nuint)range.BlockCount, range.Head, range.Tail, ballots, ref counts[lane]);
            }
        }
    }
}

/// <summary>Counts a group of nine to sixteen codes, in two passes.</summary>
internal sealed class WideLaneCounter<T>(LaneGroup group) : GroupCounter(group)
    where T : struct, ILanes<T>
{
    protected override void CountFew(ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> masks, ulong ballots, Span<ulong> counts) =>
        CountMasked(words, masks, masks.Length, ulong.MaxValue, ulong.MaxValue, ballots, counts);

    protected override void CountMany(ReadOnlySpan<ulong> words, in BallotRange range, ulong ballots, Span<ulong> counts) =>
        CountMasked(words, range.Wanted, range.BlockCount, range.Head, range.Tail, ballots, counts);

    private void CountMasked(ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> masks, int blocks, ulong head, ulong tail, ulong ballots, Span<ulong> counts)
    {
        nuint lanes = (nuint)Group.LaneCount, stride = (nuint)Group.WordsPerBlock, n = (nuint)blocks;
        for (int lane = 0; lane < Group.LaneCount; lane += T.Count)
        {
            ref readonly ulong first = ref words[lane];
            ref ulong low = ref counts[lane], high = ref counts[(8 * LaneGroup.Lanes) + lane];
            if (masks.IsEmpty)
            {
                PlaneKernel.Count<T, EightCodes, AllBallots>(in first, lanes, stride, in first, n, head, tail, ballots, ref low);
                PlaneKernel.Count<T, EightCodes, HighCodes>(in first, lanes, stride, in first, n, head, tail, ballots, ref high);
            }
            else
            {
                PlaneKernel.Count<T, EightCodes, MaskedBallots>(in first, lanes, stride, in masks[0], n, head, tail, ballots, ref low);
                PlaneKernel.Count<T, EightCodes, MaskedHighCodes>(in first, lanes, stride, in masks[0], n, head, tail, ballots, ref high);
            }
        }

        // The first pass used three planes only, so it counted code c and code c + 8 together.
        for (int i = 0; i < 8 * LaneGroup.Lanes; i++)
        {
            counts[i] -= counts[i + (8 * LaneGroup.Lanes)];
        }
    }
}

/// <summary>Reference implementation: for each block, item and code, the bits that match all planes of the code.</summary>
internal sealed class WordCounter(LaneGroup group) : GroupCounter(group)
{
    protected override void CountFew(ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> masks, ulong ballots, Span<ulong> counts)
    {
        Clear(counts, ballots);
        for (int block = 0; block < masks.Length; block++)
        {
            AddBlock(words[(block * Group.WordsPerBlock)..], masks[block], counts);
        }
    }

    protected override void CountMany(ReadOnlySpan<ulong> words, in BallotRange range, ulong ballots, Span<ulong> counts)
    {
        Clear(counts, ballots);
        for (int block = 0; block < range.BlockCount; block++)
        {
            AddBlock(words[(block * Group.WordsPerBlock)..], range.Mask(block), counts);
        }
    }

    // Code 0 is the remainder after the other codes.
    private static void Clear(Span<ulong> counts, ulong ballots)
    {
        counts.Clear();
        counts[..LaneGroup.Lanes].Fill(ballots);
    }

    private void AddBlock(ReadOnlySpan<ulong> planes, ulong mask, Span<ulong> counts)
    {
        for (int lane = 0; lane < Group.LaneCount; lane++)
        {
            for (int code = 1; code < Group.CodeCount; code++)
            {
                ulong match = mask;
                for (int plane = 0; plane < Group.PlaneCount; plane++)
                {
                    ulong word = planes[(plane * Group.LaneCount) + lane];
                    match &= (code >> plane & 1) == 1 ? word : ~word;
                }

                ulong found = (ulong)BitOperations.PopCount(match);
                counts[(code * LaneGroup.Lanes) + lane] += found;
                counts[lane] -= found;
            }
        }
    }
}
