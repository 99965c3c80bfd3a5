namespace Sipas.Counting.Kernels;

/// <summary>Counts a group of nine to sixteen codes, in two passes.</summary>
internal sealed class WideLaneCounter<T>(LaneGroup group) : GroupCounter(group)
    where T : struct, ILanes<T>
{
    protected override void CountFew(ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> masks, ulong ballots, Span<ulong> counts) =>
        CountMasked(words, masks, masks.Length, ulong.MaxValue, ulong.MaxValue, ballots, counts);

    protected override void CountMany(ReadOnlySpan<ulong> words, in BallotRange range, ulong ballots, Span<ulong> counts) =>
        CountMasked(words, range.Wanted, range.BlockCount, range.Head, range.Tail, ballots, counts);

    private void CountMasked(ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> masks, int blocks, ulong head, ulong tail, ulong ballots,
        Span<ulong> counts)
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
