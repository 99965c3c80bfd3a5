namespace Sipas.Counting.Kernels;

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
                    PlaneKernel.CountFew<T, TShape, OneBlock>(in words[lane], (nuint)_lanes, _stride, in masks[0], ballots,
                        ref counts[lane]);
                    break;
                case 2:
                    PlaneKernel.CountFew<T, TShape, TwoBlocks>(in words[lane], (nuint)_lanes, _stride, in masks[0], ballots,
                        ref counts[lane]);
                    break;
                case 3:
                    PlaneKernel.CountFew<T, TShape, ThreeBlocks>(in words[lane], (nuint)_lanes, _stride, in masks[0], ballots,
                        ref counts[lane]);
                    break;
                default:
                    PlaneKernel.CountFew<T, TShape, FourBlocks>(in words[lane], (nuint)_lanes, _stride, in masks[0], ballots,
                        ref counts[lane]);
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
                    in first, (nuint)_lanes, _stride, in range.Wanted[0], (nuint)range.BlockCount, range.Head, range.Tail, ballots,
                    ref counts[lane]);
            }
        }
    }
}
