using System.Diagnostics;
using System.Numerics;

namespace Sipas.Aggregation.Kernels;

/// <summary>Counts the codes of one group of items over a range of ballots, by the path that is asked for.</summary>
internal static class GroupCounter
{
    /// <summary>Words that <c>Count</c> needs for its result: 16 codes × 8 lanes.</summary>
    internal const int ResultWords = 16 * LaneGroup.Lanes;

    /// <summary>Words that must be readable behind the last block, since a vector load takes eight lanes of a narrower group.</summary>
    internal const int Padding = LaneGroup.Lanes;

    // Up to here the bits of all blocks are added before they are summed; beyond, carry-save adders run on.
    private const int FewBlocks = 4;

    /// <param name="path">The path; it must be supported here.</param>
    /// <param name="group">The group.</param>
    /// <param name="words">All its words of the segment, with <see cref="Padding"/> behind the last.</param>
    /// <param name="range">The ballots to count.</param>
    /// <param name="ballots">How many they are.</param>
    /// <param name="counts">Receives the count of code c in lane l at 8c + l; lanes without an item, and codes that no item of the group has, hold nothing of meaning.</param>
    internal static void Count(VectorPath path, LaneGroup group, ReadOnlySpan<ulong> words, in BallotRange range, long ballots, Span<ulong> counts)
    {
        Debug.Assert(range.Wanted.IsEmpty || range.Wanted.Length == range.BlockCount, "A mask for each block.");
        Debug.Assert(words.Length >= ((range.FirstBlock + range.BlockCount) * group.WordsPerBlock) + Padding, "Vector loads read past the last lane.");
        Debug.Assert(counts.Length >= ResultWords, "Room for every code and lane.");
        words = words[(range.FirstBlock * group.WordsPerBlock)..];
        switch (path)
        {
            case VectorPath.Vector512:
                CountLanes<Lanes512>(group, words, range, (ulong)ballots, counts);
                break;
            case VectorPath.Vector256:
                CountLanes<Lanes256>(group, words, range, (ulong)ballots, counts);
                break;
            case VectorPath.Vector128:
                CountLanes<Lanes128>(group, words, range, (ulong)ballots, counts);
                break;
            default:
                CountWords(group, words, range, ballots, counts);
                break;
        }
    }

    private static void CountLanes<T>(LaneGroup group, ReadOnlySpan<ulong> words, in BallotRange range, ulong ballots, Span<ulong> counts)
        where T : struct, ILanes<T>
    {
        bool isFew = range.BlockCount <= FewBlocks;
        Span<ulong> masks = stackalloc ulong[FewBlocks];
        for (int i = 0; isFew && i < range.BlockCount; i++)
        {
            masks[i] = range.Mask(i);
        }

        for (int lane = 0; lane < group.LaneCount; lane += T.Count)
        {
            ReadOnlySpan<ulong> laneWords = words[lane..];
            Span<ulong> low = counts[lane..];
            if (isFew)
            {
                CountFewShape<T>(group, laneWords, masks, range.BlockCount, ballots, low);
            }
            else if (range.Wanted.IsEmpty)
            {
                CountShape<T, AllBallots>(group.CodeCount, laneWords, group, range, ballots, low);
            }
            else
            {
                CountShape<T, MaskedBallots>(group.CodeCount, laneWords, group, range, ballots, low);
            }

            if (group.PlaneCount == 4)
            {
                Span<ulong> high = counts[((8 * LaneGroup.Lanes) + lane)..];
                if (range.Wanted.IsEmpty)
                {
                    CountShape<T, HighCodes>(8, laneWords, group, range, ballots, high);
                }
                else
                {
                    CountShape<T, MaskedHighCodes>(8, laneWords, group, range, ballots, high);
                }
            }
        }

        if (group.PlaneCount == 4)
        {
            // The first pass looked at three planes only: it holds code c and code c + 8 together.
            for (int i = 0; i < 8 * LaneGroup.Lanes; i++)
            {
                counts[i] -= counts[i + (8 * LaneGroup.Lanes)];
            }
        }
    }

    private static void CountFewShape<T>(LaneGroup group, ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> masks, int blocks, ulong ballots, Span<ulong> counts)
        where T : struct, ILanes<T>
    {
        switch (group.CodeCount)
        {
            case <= 2:
                CountFewBlocks<T, TwoCodes>(group, words, masks, blocks, ballots, counts);
                break;
            case <= 4:
                CountFewBlocks<T, FourCodes>(group, words, masks, blocks, ballots, counts);
                break;
            case <= 6:
                CountFewBlocks<T, SixCodes>(group, words, masks, blocks, ballots, counts);
                break;
            case 7:
                CountFewBlocks<T, SevenCodes>(group, words, masks, blocks, ballots, counts);
                break;
            default:
                CountFewBlocks<T, EightCodes>(group, words, masks, blocks, ballots, counts);
                break;
        }
    }

    private static void CountFewBlocks<T, TShape>(
        LaneGroup group, ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> masks, int blocks, ulong ballots, Span<ulong> counts)
        where T : struct, ILanes<T>
        where TShape : struct, IShape
    {
        nuint lanes = (nuint)group.LaneCount, stride = (nuint)group.WordsPerBlock;
        switch (blocks)
        {
            case 1:
                PlaneKernel.CountFew<T, TShape, OneBlock>(in words[0], lanes, stride, in masks[0], ballots, ref counts[0]);
                break;
            case 2:
                PlaneKernel.CountFew<T, TShape, TwoBlocks>(in words[0], lanes, stride, in masks[0], ballots, ref counts[0]);
                break;
            case 3:
                PlaneKernel.CountFew<T, TShape, ThreeBlocks>(in words[0], lanes, stride, in masks[0], ballots, ref counts[0]);
                break;
            default:
                PlaneKernel.CountFew<T, TShape, FourBlocks>(in words[0], lanes, stride, in masks[0], ballots, ref counts[0]);
                break;
        }
    }

    private static void CountShape<T, TMasking>(
        int codes, ReadOnlySpan<ulong> words, LaneGroup group, in BallotRange range, ulong ballots, Span<ulong> counts)
        where T : struct, ILanes<T>
        where TMasking : struct, IMasking
    {
        ref readonly ulong first = ref words[0];
        ref readonly ulong mask = ref range.Wanted.IsEmpty ? ref first : ref range.Wanted[0];
        nuint lanes = (nuint)group.LaneCount, stride = (nuint)group.WordsPerBlock, n = (nuint)range.BlockCount;
        (ulong head, ulong tail) = (range.Head, range.Tail);
        switch (codes)
        {
            case <= 2:
                PlaneKernel.Count<T, TwoCodes, TMasking>(in first, lanes, stride, in mask, n, head, tail, ballots, ref counts[0]);
                break;
            case <= 4:
                PlaneKernel.Count<T, FourCodes, TMasking>(in first, lanes, stride, in mask, n, head, tail, ballots, ref counts[0]);
                break;
            case <= 6:
                PlaneKernel.Count<T, SixCodes, TMasking>(in first, lanes, stride, in mask, n, head, tail, ballots, ref counts[0]);
                break;
            case 7:
                PlaneKernel.Count<T, SevenCodes, TMasking>(in first, lanes, stride, in mask, n, head, tail, ballots, ref counts[0]);
                break;
            default:
                PlaneKernel.Count<T, EightCodes, TMasking>(in first, lanes, stride, in mask, n, head, tail, ballots, ref counts[0]);
                break;
        }
    }

    /// <summary>The reference: for each block, item and code, the bits that match all planes of the code.</summary>
    private static void CountWords(LaneGroup group, ReadOnlySpan<ulong> words, in BallotRange range, long ballots, Span<ulong> counts)
    {
        counts.Clear();
        for (int block = 0; block < range.BlockCount; block++)
        {
            ulong mask = range.Mask(block);
            ReadOnlySpan<ulong> planes = words.Slice(block * group.WordsPerBlock, group.WordsPerBlock);
            for (int lane = 0; lane < group.LaneCount; lane++)
            {
                for (int code = 1; code < group.CodeCount; code++)
                {
                    ulong match = mask;
                    for (int plane = 0; plane < group.PlaneCount; plane++)
                    {
                        ulong word = planes[(plane * group.LaneCount) + lane];
                        match &= (code >> plane & 1) == 1 ? word : ~word;
                    }

                    counts[(code * LaneGroup.Lanes) + lane] += (ulong)BitOperations.PopCount(match);
                }
            }
        }

        // Code 0 is what the other codes leave.
        for (int lane = 0; lane < group.LaneCount; lane++)
        {
            ulong others = 0;
            for (int code = 1; code < group.CodeCount; code++)
            {
                others += counts[(code * LaneGroup.Lanes) + lane];
            }

            counts[lane] = (ulong)ballots - others;
        }
    }
}
