namespace Sipas.Counting.Kernels;

/// <summary>Finds, for every item of a group, the ballots among 64 that gave one of a set of codes.</summary>
internal static class CodeSetKernel
{
    /// <param name="path">The vector path. It must be supported on this machine.</param>
    /// <param name="group">The group.</param>
    /// <param name="planes">The words of one block, followed by <see cref="GroupCounter.Padding"/> more.</param>
    /// <param name="codes">The codes selected by at least one lane, ascending.</param>
    /// <param name="wanted">For each of those codes eight words, one per lane: all bits set if the lane selects the code,
    /// otherwise none.</param>
    /// <param name="words">Receives eight words, one per lane. The content of lanes without an item is undefined. Bits of
    /// missing ballots may be set.</param>
    internal static void Find(VectorPath path, LaneGroup group, ReadOnlySpan<ulong> planes, ReadOnlySpan<int> codes,
        ReadOnlySpan<ulong> wanted, Span<ulong> words)
    {
        switch (path)
        {
            case VectorPath.Vector512:
                FindLanes<Lanes512>(group, planes, codes, wanted, words);
                break;
            case VectorPath.Vector256:
                FindLanes<Lanes256>(group, planes, codes, wanted, words);
                break;
            case VectorPath.Vector128:
                FindLanes<Lanes128>(group, planes, codes, wanted, words);
                break;
            default:
                FindWords(group, planes, codes, wanted, words);
                break;
        }
    }

    private static void FindLanes<T>(LaneGroup group, ReadOnlySpan<ulong> planes, ReadOnlySpan<int> codes, ReadOnlySpan<ulong> wanted,
        Span<ulong> words)
        where T : struct, ILanes<T>
    {
        int lanes = group.LaneCount;
        T all = T.Broadcast(ulong.MaxValue);
        for (int lane = 0; lane < lanes; lane += T.Count)
        {
            T p0 = T.Load(in planes[lane], 0);
            T p1 = group.PlaneCount > 1 ? T.Load(in planes[lanes + lane], 0) : default;
            T p2 = group.PlaneCount > 2 ? T.Load(in planes[(2 * lanes) + lane], 0) : default;
            T p3 = group.PlaneCount > 3 ? T.Load(in planes[(3 * lanes) + lane], 0) : default;
            T n0 = T.AndNot(all, p0), n1 = T.AndNot(all, p1), n2 = T.AndNot(all, p2), n3 = T.AndNot(all, p3);
            T found = default;
            for (int i = 0; i < codes.Length; i++)
            {
                int code = codes[i];
                T match = T.And(
                    T.And((code & 1) == 0 ? n0 : p0, (code & 2) == 0 ? n1 : p1),
                    T.And((code & 4) == 0 ? n2 : p2, (code & 8) == 0 ? n3 : p3));
                found = T.Or(found, T.And(match, T.Load(in wanted[(i * LaneGroup.Lanes) + lane], 0)));
            }

            T.Store(found, ref words[lane], 0);
        }
    }

    /// <summary>Reference implementation.</summary>
    private static void FindWords(LaneGroup group, ReadOnlySpan<ulong> planes, ReadOnlySpan<int> codes, ReadOnlySpan<ulong> wanted,
        Span<ulong> words)
    {
        words[..LaneGroup.Lanes].Clear();
        for (int lane = 0; lane < group.LaneCount; lane++)
        {
            for (int i = 0; i < codes.Length; i++)
            {
                ulong match = wanted[(i * LaneGroup.Lanes) + lane];
                for (int plane = 0; plane < group.PlaneCount; plane++)
                {
                    ulong word = planes[(plane * group.LaneCount) + lane];
                    match &= (codes[i] >> plane & 1) == 1 ? word : ~word;
                }

                words[lane] |= match;
            }
        }
    }
}
