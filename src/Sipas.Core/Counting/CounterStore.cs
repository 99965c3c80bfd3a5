using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Sipas.Counting.Kernels;
using Sipas.Packs;

namespace Sipas.Counting;

/// <summary>The counters of a cube's cells, in the smallest width the number of ballots allows: 2, 4 or 8 bytes.</summary>
/// <remarks>
/// Cells are stored consecutively. A cell contains, for each lane group, one row of eight lanes per code, in the format that
/// kernels return, followed by the two counters of each set that is counted by ballot.
/// For small units the cost is dominated by the data written per cell, so a counter that cannot exceed 65,535 takes two bytes.
/// </remarks>
internal sealed class CounterStore
{
    private readonly LaneGroup[] _groups;
    private readonly int[] _groupOffsets;
    private readonly int[] _itemOffsets;
    private readonly AnswerLayout _layout;
    private readonly long _cells;
    private readonly int _stride;
    private ulong[] _words;

    /// <param name="planes">The positions of the items.</param>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="cells">Number of cells.</param>
    /// <param name="maximum">Upper bound of every counter.</param>
    /// <exception cref="InvalidOperationException">The counters do not fit into one array.</exception>
    internal CounterStore(PlaneLayout planes, AnswerLayout layout, long cells, long maximum)
    {
        _groups = planes.Groups;
        _groupOffsets = new int[_groups.Length];
        _itemOffsets = new int[layout.Items.Count];
        _layout = layout;
        _cells = cells;
        for (int g = 0; g < _groups.Length; g++)
        {
            _groupOffsets[g] = _stride;
            for (int lane = 0; lane < _groups[g].LaneCount; lane++)
            {
                _itemOffsets[_groups[g].Items[lane]] = _stride + lane;
            }

            _stride += _groups[g].CodeCount * LaneGroup.Lanes;
        }

        SetOffset = _stride;
        _stride += (2 * layout.BallotSets.Count) + (-2 * layout.BallotSets.Count & 3); // aligns the end of a cell to a word at every width
        Maximum = maximum;
        Width = WidthFor(maximum);
        _words = Allocate(Width);
    }

    /// <summary>Upper bound of every counter.</summary>
    internal long Maximum { get; private set; }

    /// <summary>Bytes per counter.</summary>
    internal int Width { get; private set; }

    private int SetOffset { get; }

    internal static int WidthFor(long maximum) => maximum <= ushort.MaxValue ? 2 : maximum <= uint.MaxValue ? 4 : 8;

    internal void Clear(long firstCell, long endCell)
    {
        int wordsPerCell = _stride * Width / 8;
        _words.AsSpan((int)(firstCell * wordsPerCell), (int)((endCell - firstCell) * wordsPerCell)).Clear();
    }

    /// <summary>Returns one counter of an item.</summary>
    internal long Get(long cell, int item, int code) => Get((cell * _stride) + _itemOffsets[item] + (code * LaneGroup.Lanes));

    /// <summary>Adds all counters of a cell to those of the layout.</summary>
    internal void AddTo(long cell, Span<long> counters)
    {
        long start = cell * _stride;
        foreach (ItemLayout item in _layout.Items)
        {
            long first = start + _itemOffsets[item.Index];
            for (int code = 0; code < item.CodeCount; code++)
            {
                counters[item.CounterOffset + code] += Get(first + (code * LaneGroup.Lanes));
            }
        }

        for (int set = 0; set < _layout.BallotSets.Count; set++)
        {
            int offset = _layout.BallotSets[set].CounterOffset;
            counters[offset] += Get(start + SetOffset + (2 * set));
            counters[offset + 1] += Get(start + SetOffset + (2 * set) + 1);
        }
    }

    /// <summary>Adds a kernel's counts of a group.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="g">Position of the group.</param>
    /// <param name="counts">One row of eight lanes per code.</param>
    /// <param name="path">The vector path.</param>
    internal void Add(long cell, int g, ReadOnlySpan<ulong> counts, VectorPath path)
    {
        int rows = _groups[g].CodeCount;
        long start = (cell * _stride) + _groupOffsets[g];
        switch (Width)
        {
            case 2:
                AddNarrow(MemoryMarshal.Cast<ulong, ushort>(_words.AsSpan((int)(start / 4)))[..(rows * LaneGroup.Lanes)], counts, path);
                break;
            case 4:
                Span<uint> halves = MemoryMarshal.Cast<ulong, uint>(_words.AsSpan((int)(start / 2)))[..(rows * LaneGroup.Lanes)];
                for (int i = 0; i < halves.Length; i++)
                {
                    halves[i] += (uint)counts[i];
                }

                break;
            default:
                Span<ulong> words = _words.AsSpan((int)start, rows * LaneGroup.Lanes);
                for (int i = 0; i < words.Length; i++)
                {
                    words[i] += counts[i];
                }

                break;
        }
    }

    /// <summary>Adds to the counters of the sets that are counted by ballot, two per set.</summary>
    internal void AddSets(long cell, ReadOnlySpan<long> counters)
    {
        long first = (cell * _stride) + SetOffset;
        for (int i = 0; i < counters.Length; i++)
        {
            Set(first + i, Get(first + i) + counters[i]);
        }
    }

    /// <summary>Adds all cells of another store of the same shape. Counters are widened where the sums require it.</summary>
    /// <param name="other">The other store.</param>
    /// <param name="maximum">Upper bound of every sum.</param>
    internal void Merge(CounterStore other, long maximum)
    {
        Maximum = Math.Max(Maximum, maximum);
        int width = WidthFor(Maximum);
        long counters = _cells * _stride;
        if (width == Width)
        {
            for (long i = 0; i < counters; i++)
            {
                Set(i, Get(i) + other.Get(i));
            }

            return;
        }

        ulong[] before = _words;
        int widthBefore = Width;
        Width = width;
        _words = Allocate(width);
        for (long i = 0; i < counters; i++)
        {
            Set(i, Get(before, widthBefore, i) + other.Get(i));
        }
    }

    private static void AddNarrow(Span<ushort> target, ReadOnlySpan<ulong> counts, VectorPath path)
    {
        for (int i = 0; i + LaneGroup.Lanes <= target.Length; i += LaneGroup.Lanes)
        {
            ReadOnlySpan<ulong> row = counts.Slice(i, LaneGroup.Lanes);
            Vector128<ushort> narrow = path == VectorPath.Vector512 && Avx512F.IsSupported
                ? Avx512F.ConvertToVector128UInt16(Vector512.Create(row))
                : Vector128.Narrow(
                    Vector128.Narrow(Vector128.Create(row), Vector128.Create(row[2..])),
                    Vector128.Narrow(Vector128.Create(row[4..]), Vector128.Create(row[6..])));
            Span<ushort> counters = target.Slice(i, LaneGroup.Lanes);
            (Vector128.Create<ushort>(counters) + narrow).CopyTo(counters);
        }
    }

    private static long Get(ulong[] words, int width, long counter) => width switch
    {
        2 => (ushort)(words[counter / 4] >> (int)(counter % 4 * 16)),
        4 => (uint)(words[counter / 2] >> (int)(counter % 2 * 32)),
        _ => (long)words[counter],
    };

    private long Get(long counter) => Get(_words, Width, counter);

    private void Set(long counter, long value)
    {
        (long word, int shift, ulong mask) = Width switch
        {
            2 => (counter / 4, (int)(counter % 4 * 16), (ulong)ushort.MaxValue),
            4 => (counter / 2, (int)(counter % 2 * 32), uint.MaxValue),
            _ => (counter, 0, ulong.MaxValue),
        };
        _words[word] = (_words[word] & ~(mask << shift)) | (((ulong)value & mask) << shift);
    }

    private ulong[] Allocate(int width)
    {
        double words = (double)_cells * _stride * width / 8;
        return words <= Array.MaxLength
            ? new ulong[(long)words]
            : throw new InvalidOperationException(
                $"{_cells} cells × {_stride} counters do not fit one result; ask for fewer units at a time, or for all in one.");
    }
}
