using System.Numerics;

namespace Sipas.Aggregation.Kernels;

/// <summary>Counts the pairs of codes of two items, eight blocks at a time. Each lane is a block.</summary>
internal sealed class PairKernel(int rowCodes, int columnCodes)
{
    internal const int Blocks = 8;
    private const int Planes = 4;

    // A byte sum increases by at most 8 at a time.
    private const int TimesPerByte = byte.MaxValue / 8;

    private readonly ulong[] _sums = new ulong[rowCodes * columnCodes * Blocks];
    private readonly ulong[] _columnMatches = new ulong[columnCodes * Blocks];
    private int _times;

    /// <summary>The row item's words: plane by plane, one word per block in each.</summary>
    internal ulong[] RowPlanes { get; } = new ulong[Planes * Blocks];

    /// <summary>The column item's words.</summary>
    internal ulong[] ColumnPlanes { get; } = new ulong[Planes * Blocks];

    /// <summary>Masks of the selected ballots of each block.</summary>
    internal ulong[] Masks { get; } = new ulong[Blocks];

    /// <summary>Ballot counts by row code × column code; complete after <see cref="Finish"/>.</summary>
    internal long[] Counts { get; } = new long[rowCodes * columnCodes];

    /// <summary>Counts the eight blocks whose planes were filled in.</summary>
    internal void Count(VectorPath path)
    {
        switch (path)
        {
            case VectorPath.Vector512:
                CountLanes<Lanes512>();
                break;
            case VectorPath.Vector256:
                CountLanes<Lanes256>();
                break;
            case VectorPath.Vector128:
                CountLanes<Lanes128>();
                break;
            default:
                CountWords();
                return;
        }

        if (++_times == TimesPerByte)
        {
            Finish(path);
        }
    }

    /// <summary>Adds the pending byte sums to the counts.</summary>
    internal void Finish(VectorPath path)
    {
        if (path == VectorPath.Scalar)
        {
            return;
        }

        _times = 0;
        for (int pair = 0; pair < Counts.Length; pair++)
        {
            foreach (ulong bytes in _sums.AsSpan(pair * Blocks, Blocks))
            {
                for (ulong left = bytes; left != 0; left >>= 8)
                {
                    Counts[pair] += (byte)left;
                }
            }
        }

        Array.Clear(_sums);
    }

    private static T Match<T>(ulong[] planes, int lane, int code)
        where T : struct, ILanes<T>
    {
        T match = T.Broadcast(ulong.MaxValue);
        for (int plane = 0; plane < Planes; plane++)
        {
            T word = T.Load(in planes[(plane * Blocks) + lane], 0);
            match = (code >> plane & 1) == 1 ? T.And(match, word) : T.AndNot(match, word);
        }

        return match;
    }

    private void CountLanes<T>()
        where T : struct, ILanes<T>
    {
        for (int lane = 0; lane < Blocks; lane += T.Count)
        {
            T mask = T.Load(in Masks[lane], 0);
            for (int column = 0; column < columnCodes; column++)
            {
                T.Store(T.And(mask, Match<T>(ColumnPlanes, lane, column)), ref _columnMatches[(column * Blocks) + lane], 0);
            }

            int pair = lane;
            for (int row = 0; row < rowCodes; row++)
            {
                T rowMatch = Match<T>(RowPlanes, lane, row);
                for (int column = 0; column < columnCodes; column++, pair += Blocks)
                {
                    T both = T.And(rowMatch, T.Load(in _columnMatches[(column * Blocks) + lane], 0));
                    ref ulong sum = ref _sums[pair];
                    T.Store(T.AddBytes(T.Load(in sum, 0), T.PopCountBytes(both)), ref sum, 0);
                }
            }
        }
    }

    /// <summary>Reference implementation.</summary>
    private void CountWords()
    {
        for (int row = 0; row < rowCodes; row++)
        {
            for (int column = 0; column < columnCodes; column++)
            {
                for (int block = 0; block < Blocks; block++)
                {
                    ulong match = Masks[block];
                    for (int plane = 0; plane < Planes; plane++)
                    {
                        ulong rowWord = RowPlanes[(plane * Blocks) + block], columnWord = ColumnPlanes[(plane * Blocks) + block];
                        match &= ((row >> plane & 1) == 1 ? rowWord : ~rowWord) & ((column >> plane & 1) == 1 ? columnWord : ~columnWord);
                    }

                    Counts[(row * columnCodes) + column] += BitOperations.PopCount(match);
                }
            }
        }
    }
}
