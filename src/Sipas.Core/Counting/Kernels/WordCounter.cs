using System.Numerics;

namespace Sipas.Counting.Kernels;

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
