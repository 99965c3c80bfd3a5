using System.Diagnostics;
using System.Numerics;

namespace Sipas.Aggregation.Kernels;

/// <summary>Counts the codes of one group of items over a run of blocks, by the path that is asked for.</summary>
internal static class GroupCounter
{
    /// <summary>Words that <c>Count</c> needs for its result: 16 codes × 8 lanes.</summary>
    internal const int ResultWords = 16 * LaneGroup.Lanes;

    /// <summary>Words that must be readable behind the last block, since a vector load takes eight lanes of a narrower group.</summary>
    internal const int Padding = LaneGroup.Lanes;

    /// <param name="path">The path; it must be supported here.</param>
    /// <param name="group">The group.</param>
    /// <param name="words">Its words from the first block of the run on, with <see cref="Padding"/> behind the last.</param>
    /// <param name="masks">A word per block: the ballots to count. Empty counts them all.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="ballots">Ballots counted: the bits of the masks, or the ballots in the blocks.</param>
    /// <param name="counts">Receives the count of code c in lane l at 8c + l; lanes without an item hold nothing of meaning.</param>
    internal static void Count(
        VectorPath path, LaneGroup group, ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> masks, int blocks, long ballots, Span<ulong> counts)
    {
        Debug.Assert(masks.IsEmpty || masks.Length >= blocks, "A mask for each block.");
        Debug.Assert(words.Length >= (blocks * group.WordsPerBlock) + Padding, "Vector loads read past the last lane.");
        Debug.Assert(counts.Length >= ResultWords, "Room for every code and lane.");
        switch (path)
        {
            case VectorPath.Vector512:
                CountLanes<Lanes512>(group, words, masks, blocks, ballots, counts);
                break;
            case VectorPath.Vector256:
                CountLanes<Lanes256>(group, words, masks, blocks, ballots, counts);
                break;
            case VectorPath.Vector128:
                CountLanes<Lanes128>(group, words, masks, blocks, ballots, counts);
                break;
            default:
                CountWords(group, words, masks, blocks, ballots, counts);
                break;
        }
    }

    private static void CountLanes<T>(LaneGroup group, ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> masks, int blocks, long ballots, Span<ulong> counts)
        where T : struct, ILanes<T>
    {
        for (int lane = 0; lane < group.LaneCount; lane += T.Count)
        {
            Span<ulong> low = counts[lane..];
            if (masks.IsEmpty)
            {
                CountShape<T, AllBallots>(group.CodeCount, words[lane..], group, masks, blocks, ballots, low);
            }
            else
            {
                CountShape<T, MaskedBallots>(group.CodeCount, words[lane..], group, masks, blocks, ballots, low);
            }

            if (group.PlaneCount == 4)
            {
                Span<ulong> high = counts[((8 * LaneGroup.Lanes) + lane)..];
                if (masks.IsEmpty)
                {
                    CountShape<T, HighCodes>(8, words[lane..], group, masks, blocks, ballots, high);
                }
                else
                {
                    CountShape<T, MaskedHighCodes>(8, words[lane..], group, masks, blocks, ballots, high);
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

    private static void CountShape<T, TMasking>(
        int codes, ReadOnlySpan<ulong> words, LaneGroup group, ReadOnlySpan<ulong> masks, int blocks, long ballots, Span<ulong> counts)
        where T : struct, ILanes<T>
        where TMasking : struct, IMasking
    {
        ref readonly ulong first = ref words[0];
        ref readonly ulong mask = ref masks.IsEmpty ? ref first : ref masks[0];
        nuint lanes = (nuint)group.LaneCount, stride = (nuint)group.WordsPerBlock, n = (nuint)blocks;
        switch (codes)
        {
            case <= 2:
                PlaneKernel.Count<T, TwoCodes, TMasking>(in first, lanes, stride, in mask, n, (ulong)ballots, ref counts[0]);
                break;
            case <= 4:
                PlaneKernel.Count<T, FourCodes, TMasking>(in first, lanes, stride, in mask, n, (ulong)ballots, ref counts[0]);
                break;
            case <= 6:
                PlaneKernel.Count<T, SixCodes, TMasking>(in first, lanes, stride, in mask, n, (ulong)ballots, ref counts[0]);
                break;
            case 7:
                PlaneKernel.Count<T, SevenCodes, TMasking>(in first, lanes, stride, in mask, n, (ulong)ballots, ref counts[0]);
                break;
            default:
                PlaneKernel.Count<T, EightCodes, TMasking>(in first, lanes, stride, in mask, n, (ulong)ballots, ref counts[0]);
                break;
        }
    }

    /// <summary>The reference: for each block, item and code, the bits that match all planes of the code.</summary>
    private static void CountWords(LaneGroup group, ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> masks, int blocks, long ballots, Span<ulong> counts)
    {
        counts.Clear();
        for (int block = 0; block < blocks; block++)
        {
            ReadOnlySpan<ulong> planes = words.Slice(block * group.WordsPerBlock, group.WordsPerBlock);
            for (int lane = 0; lane < group.LaneCount; lane++)
            {
                for (int code = 1; code < group.CodeCount; code++)
                {
                    ulong match = masks.IsEmpty ? ulong.MaxValue : masks[block];
                    for (int plane = 0; plane < group.PlaneCount; plane++)
                    {
                        ulong word = planes[(plane * group.LaneCount) + lane];
                        match &= (code >> plane & 1) == 1 ? word : ~word;
                    }

                    counts[(code * LaneGroup.Lanes) + lane] += (ulong)BitOperations.PopCount(match);
                }
            }
        }

        // Planes are 0 where a block has no ballot, so code 0 is what the other codes leave.
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
