using System.Runtime.CompilerServices;

namespace Sipas.Counting.Kernels;

/// <summary>Counts every code of a group's items over a run of blocks.</summary>
/// <remarks>
/// A ballot's code contains bit set s if the AND of the planes in s has the ballot's bit set. Those products are summed over
/// the blocks by carry-save adders (ones, twos, then a bit count of the fours), because one bit count costs several times as
/// much as two ternary operations. At the end, inclusion–exclusion converts "contains s" to "equals s".
/// </remarks>
internal static class PlaneKernel
{
    private const int WordsPerLine = 8;

    // 8 KB ahead. Without prefetching, counting and reading do not overlap and their times add up.
    private const nuint PrefetchWords = 1024;

    /// <param name="words">First word of the first block, at the first selected lane. Up to eight words after the last may be read.</param>
    /// <param name="lanes">Number of words from one plane to the next.</param>
    /// <param name="stride">Number of words from one block to the next.</param>
    /// <param name="masks">One mask word per block; not read if ballots are not masked by block.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="head">Mask of the counted ballots in the first block, as bounded by the start of the run only.</param>
    /// <param name="tail">Mask of the counted ballots in the last block, as bounded by the end of the run only.</param>
    /// <param name="ballots">Number of ballots counted over all blocks; not read when masked by the fourth plane.</param>
    /// <param name="counts">Receives, for code c = 0 … 7, the counts of all lanes at index 8c.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Count<T, TShape, TMasking>(
        ref readonly ulong words, nuint lanes, nuint stride, ref readonly ulong masks, nuint blocks, ulong head, ulong tail, ulong ballots,
        ref ulong counts)
        where T : struct, ILanes<T>
        where TShape : struct, IShape
        where TMasking : struct, IMasking
    {
        Sum<T> s0 = default, s1 = default, s2 = default, s01 = default, s02 = default, s12 = default, s012 = default, all = default;
        T a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
        T c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
        T ma = default, mb = default, mc = default, md = default;
        nuint at = 0;
        for (nuint block = 0; block < blocks; block += 4, at += 4 * stride)
        {
            nuint left = blocks - block;
            if (left < 4)
            {
                b0 = b1 = b2 = mb = c0 = c1 = c2 = mc = d0 = d1 = d2 = md = default;
            }

            LoadBlock<T, TShape, TMasking>(in words, at, lanes, in masks, block, ref a0, ref a1, ref a2, ref ma);
            if (left > 1)
            {
                LoadBlock<T, TShape, TMasking>(in words, at + stride, lanes, in masks, block + 1, ref b0, ref b1, ref b2, ref mb);
            }

            if (left > 2)
            {
                LoadBlock<T, TShape, TMasking>(in words, at + (2 * stride), lanes, in masks, block + 2, ref c0, ref c1, ref c2, ref mc);
            }

            if (left > 3)
            {
                LoadBlock<T, TShape, TMasking>(in words, at + (3 * stride), lanes, in masks, block + 3, ref d0, ref d1, ref d2, ref md);
            }

            if (block == 0)
            {
                Keep<T, TShape, TMasking>(head, ref a0, ref a1, ref a2, ref ma);
            }

            if (left <= 4)
            {
                switch (left)
                {
                    case 1:
                        Keep<T, TShape, TMasking>(tail, ref a0, ref a1, ref a2, ref ma);
                        break;
                    case 2:
                        Keep<T, TShape, TMasking>(tail, ref b0, ref b1, ref b2, ref mb);
                        break;
                    case 3:
                        Keep<T, TShape, TMasking>(tail, ref c0, ref c1, ref c2, ref mc);
                        break;
                    default:
                        Keep<T, TShape, TMasking>(tail, ref d0, ref d1, ref d2, ref md);
                        break;
                }
            }

            if (TMasking.ByFourthPlane)
            {
                Sum<T>.Add(ref all, ma, mb, mc, md);
            }

            Sum<T>.Add(ref s0, a0, b0, c0, d0);
            if (TShape.Codes > 2)
            {
                Sum<T>.Add(ref s1, a1, b1, c1, d1);
                Sum<T>.Add(ref s01, T.And(a0, a1), T.And(b0, b1), T.And(c0, c1), T.And(d0, d1));
            }

            if (TShape.Codes > 4)
            {
                Sum<T>.Add(ref s2, a2, b2, c2, d2);
                Sum<T>.Add(ref s02, T.And(a0, a2), T.And(b0, b2), T.And(c0, c2), T.And(d0, d2));
            }

            if (TShape.Codes > 6)
            {
                T a12 = T.And(a1, a2), b12 = T.And(b1, b2), c12 = T.And(c1, c2), d12 = T.And(d1, d2);
                Sum<T>.Add(ref s12, a12, b12, c12, d12);
                if (TShape.Codes > 7)
                {
                    Sum<T>.Add(ref s012, T.And(a0, a12), T.And(b0, b12), T.And(c0, c12), T.And(d0, d12));
                }
            }
        }

        T.Store(TMasking.ByFourthPlane ? Sum<T>.Total(all) : T.Broadcast(ballots), ref counts, 0);
        T.Store(Sum<T>.Total(s0), ref counts, 8);
        if (TShape.Codes > 2)
        {
            T.Store(Sum<T>.Total(s1), ref counts, 16);
            T.Store(Sum<T>.Total(s01), ref counts, 24);
        }

        if (TShape.Codes > 4)
        {
            T.Store(Sum<T>.Total(s2), ref counts, 32);
            T.Store(Sum<T>.Total(s02), ref counts, 40);
        }

        if (TShape.Codes > 6)
        {
            T.Store(Sum<T>.Total(s12), ref counts, 48);
        }

        if (TShape.Codes > 7)
        {
            T.Store(Sum<T>.Total(s012), ref counts, 56);
        }

        Exclude<T, TShape>(ref counts);
    }

    /// <summary>Counts a run of one to four blocks. The products of all blocks are added before they are summed over bytes,
    /// once.</summary>
    /// <param name="words">First word of the first block, at the first selected lane. Up to eight words after the last may be read.</param>
    /// <param name="lanes">Number of words from one plane to the next.</param>
    /// <param name="stride">Number of words from one block to the next.</param>
    /// <param name="masks">Mask of the counted ballots, one word per block.</param>
    /// <param name="ballots">Number of ballots counted over all blocks.</param>
    /// <param name="counts">Receives, for code c = 0 … 7, the counts of all lanes at index 8c.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void CountFew<T, TShape, TBlocks>(
        ref readonly ulong words, nuint lanes, nuint stride, ref readonly ulong masks, ulong ballots, ref ulong counts)
        where T : struct, ILanes<T>
        where TShape : struct, IShape
        where TBlocks : struct, IBlockCount
    {
        T a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
        T c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default, mask = default;
        LoadBlock<T, TShape, MaskedBallots>(in words, 0, lanes, in masks, 0, ref a0, ref a1, ref a2, ref mask);
        if (TBlocks.Count > 1)
        {
            LoadBlock<T, TShape, MaskedBallots>(in words, stride, lanes, in masks, 1, ref b0, ref b1, ref b2, ref mask);
        }

        if (TBlocks.Count > 2)
        {
            LoadBlock<T, TShape, MaskedBallots>(in words, 2 * stride, lanes, in masks, 2, ref c0, ref c1, ref c2, ref mask);
        }

        if (TBlocks.Count > 3)
        {
            LoadBlock<T, TShape, MaskedBallots>(in words, 3 * stride, lanes, in masks, 3, ref d0, ref d1, ref d2, ref mask);
        }

        T.Store(T.Broadcast(ballots), ref counts, 0);
        T.Store(SumFew<T, TBlocks>(a0, b0, c0, d0), ref counts, 8);
        if (TShape.Codes > 2)
        {
            T.Store(SumFew<T, TBlocks>(a1, b1, c1, d1), ref counts, 16);
            T.Store(SumFew<T, TBlocks>(T.And(a0, a1), T.And(b0, b1), T.And(c0, c1), T.And(d0, d1)), ref counts, 24);
        }

        if (TShape.Codes > 4)
        {
            T.Store(SumFew<T, TBlocks>(a2, b2, c2, d2), ref counts, 32);
            T.Store(SumFew<T, TBlocks>(T.And(a0, a2), T.And(b0, b2), T.And(c0, c2), T.And(d0, d2)), ref counts, 40);
        }

        if (TShape.Codes > 6)
        {
            T a12 = T.And(a1, a2), b12 = T.And(b1, b2), c12 = T.And(c1, c2), d12 = T.And(d1, d2);
            T.Store(SumFew<T, TBlocks>(a12, b12, c12, d12), ref counts, 48);
            if (TShape.Codes > 7)
            {
                T.Store(SumFew<T, TBlocks>(T.And(a0, a12), T.And(b0, b12), T.And(c0, c12), T.And(d0, d12)), ref counts, 56);
            }
        }

        Exclude<T, TShape>(ref counts);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SumFew<T, TBlocks>(T a, T b, T c, T d)
        where T : struct, ILanes<T>
        where TBlocks : struct, IBlockCount
    {
        if (TBlocks.Count == 1)
        {
            return T.PopCount(a);
        }

        if (TBlocks.Count == 2)
        {
            return T.SumBytes(T.AddBytes(T.PopCountBytes(a), T.PopCountBytes(b)));
        }

        // At most 32 per byte, so no byte overflows.
        T ones = T.Xor3(a, b, c), twos = T.PopCountBytes(T.Majority(a, b, c));
        if (TBlocks.Count == 3)
        {
            return T.SumBytes(T.AddBytes(T.PopCountBytes(ones), T.AddBytes(twos, twos)));
        }

        twos = T.AddBytes(twos, T.PopCountBytes(T.And(ones, d)));
        ones = T.PopCountBytes(T.Xor3(ones, d, default));
        return T.SumBytes(T.AddBytes(ones, T.AddBytes(twos, twos)));
    }

    /// <summary>Converts "contains s" to "equals s" by inclusion–exclusion. Separate method: the compiler stops inlining if
    /// it is combined with the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Exclude<T, TShape>(ref ulong counts)
        where T : struct, ILanes<T>
        where TShape : struct, IShape
    {
        T n = T.Load(in counts, 0), n0 = T.Load(in counts, 8);
        if (TShape.Codes == 2)
        {
            T.Store(T.Subtract(n, n0), ref counts, 0);
            return;
        }

        T n1 = T.Load(in counts, 16), n01 = T.Load(in counts, 24);
        if (TShape.Codes > 4)
        {
            T n012 = TShape.Codes > 7 ? T.Load(in counts, 56) : default;
            T n12 = TShape.Codes > 6 ? T.Subtract(T.Load(in counts, 48), n012) : default;
            T n02 = T.Subtract(T.Load(in counts, 40), n012);
            n01 = T.Subtract(n01, n012);
            T n2 = T.Subtract(T.Load(in counts, 32), T.Add(n02, T.Add(n12, n012)));
            n0 = T.Subtract(n0, T.Add(n02, n012));
            n1 = T.Subtract(n1, T.Add(n12, n012));
            n = T.Subtract(n, T.Add(T.Add(n2, n02), T.Add(n12, n012)));
            T.Store(n2, ref counts, 32);
            T.Store(n02, ref counts, 40);
            if (TShape.Codes > 6)
            {
                T.Store(n12, ref counts, 48);
            }
        }

        n0 = T.Subtract(n0, n01);
        n1 = T.Subtract(n1, n01);
        T.Store(T.Subtract(n, T.Add(n0, T.Add(n1, n01))), ref counts, 0);
        T.Store(n0, ref counts, 8);
        T.Store(n1, ref counts, 16);
        T.Store(n01, ref counts, 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep<T, TShape, TMasking>(ulong wanted, ref T p0, ref T p1, ref T p2, ref T mask)
        where T : struct, ILanes<T>
        where TShape : struct, IShape
        where TMasking : struct, IMasking
    {
        T stored = T.Broadcast(wanted);
        p0 = T.And(p0, stored);
        if (TShape.Codes > 2)
        {
            p1 = T.And(p1, stored);
        }

        if (TShape.Codes > 4)
        {
            p2 = T.And(p2, stored);
        }

        if (TMasking.ByFourthPlane)
        {
            mask = T.And(mask, stored);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadBlock<T, TShape, TMasking>(
        ref readonly ulong words, nuint at, nuint lanes, ref readonly ulong masks, nuint block, ref T p0, ref T p1, ref T p2, ref T mask)
        where T : struct, ILanes<T>
        where TShape : struct, IShape
        where TMasking : struct, IMasking
    {
        Prefetch.Read(in Unsafe.Add(ref Unsafe.AsRef(in words), at + PrefetchWords));
        p0 = T.Load(in words, at);
        if (TShape.Codes > 2)
        {
            Prefetch.Read(in Unsafe.Add(ref Unsafe.AsRef(in words), at + PrefetchWords + WordsPerLine));
            p1 = T.Load(in words, at + lanes);
        }

        if (TShape.Codes > 4)
        {
            Prefetch.Read(in Unsafe.Add(ref Unsafe.AsRef(in words), at + PrefetchWords + (2 * WordsPerLine)));
            p2 = T.Load(in words, at + (2 * lanes));
        }

        if (TMasking.ByFourthPlane)
        {
            mask = T.Load(in words, at + (3 * lanes));
        }

        if (TMasking.ByBlock)
        {
            T wanted = T.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in masks), block));
            mask = TMasking.ByFourthPlane ? T.And(mask, wanted) : wanted;
        }

        if (TMasking.ByBlock || TMasking.ByFourthPlane)
        {
            p0 = T.And(p0, mask);
            if (TShape.Codes > 2)
            {
                p1 = T.And(p1, mask);
            }

            if (TShape.Codes > 4)
            {
                p2 = T.And(p2, mask);
            }
        }
    }

    /// <summary>A running sum of bits, lane by lane: the bits of weight one, the bits of weight two, and the count of fours
    /// carried over.</summary>
    private struct Sum<T>
        where T : struct, ILanes<T>
    {
        private T _ones;
        private T _twos;
        private T _fours;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static void Add(ref Sum<T> sum, T a, T b, T c, T d)
        {
            T twosA = T.Majority(sum._ones, a, b);
            T ones = T.Xor3(sum._ones, a, b);
            T twosB = T.Majority(ones, c, d);
            sum._ones = T.Xor3(ones, c, d);
            T fours = T.Majority(sum._twos, twosA, twosB);
            sum._twos = T.Xor3(sum._twos, twosA, twosB);
            sum._fours = T.Add(sum._fours, T.PopCount(fours));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static T Total(Sum<T> sum) =>
            T.Add(T.PopCount(sum._ones), T.Double(T.Add(T.PopCount(sum._twos), T.Double(sum._fours))));
    }
}
