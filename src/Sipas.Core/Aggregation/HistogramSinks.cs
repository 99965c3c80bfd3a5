using System.Numerics;
using System.Runtime.InteropServices;
using Sipas.Aggregation.Kernels;

namespace Sipas.Aggregation;

/// <summary>Splits the blocks it is shown along an axis and counts the codes of every item in each part.</summary>
internal abstract class HistogramSink : IBlockSink
{
    private readonly ColumnSchema _schema;
    private readonly CubeAxis _axis;
    private readonly VectorPath _path;
    private readonly ulong[] _masks = new ulong[ColumnScanner.StepBlocks];
    private readonly ulong[] _counts = new ulong[GroupCounter.ResultWords];
    private readonly int[] _codeCounts;
    private ulong[]? _rows;

    protected HistogramSink(ColumnSchema schema, CubeAxis axis, VectorPath path)
    {
        _schema = schema;
        _axis = axis;
        _path = path;
        Offsets = [.. schema.Layout.Items.Select(item => item.CounterOffset)];
        _codeCounts = [.. schema.Layout.Items.Select(item => item.CodeCount)];
    }

    /// <summary>First counter of each item.</summary>
    protected int[] Offsets { get; }

    protected int[] SlotOfItem => _schema.Planes.SlotOfItem;

    public void Take(ColumnSegment segment, int unit, int firstBlock, int blockCount, ReadOnlySpan<ulong> masks)
    {
        switch (_axis.Kind)
        {
            case CubeAxisKind.None:
                Count(segment, unit, 0, firstBlock, blockCount, masks);
                break;
            case CubeAxisKind.Month:
                TakeByMonth(segment, unit, firstBlock, blockCount, masks);
                break;
            case CubeAxisKind.ProcedureField:
                TakeByField(segment, unit, firstBlock, blockCount, masks);
                break;
            default:
                TakeByDimension(segment, unit, firstBlock, blockCount, masks);
                break;
        }
    }

    /// <summary>The counters that a cell's counts are added to, and then what is to be done with them.</summary>
    protected abstract Span<long> Begin(int unit, int position);

    protected abstract void End(int unit, int position, long ballots);

    /// <summary>Adds one ballot of a block that was read back into slots.</summary>
    protected abstract void AddBallot(int unit, int position, ReadOnlySpan<byte> slots, int ballot);

    private static long CountBallots(ColumnSegment segment, int firstBlock, int blockCount, ReadOnlySpan<ulong> masks)
    {
        long ballots = 0;
        if (masks.IsEmpty)
        {
            foreach (byte count in segment.BallotCounts.AsSpan(firstBlock, blockCount))
            {
                ballots += count;
            }
        }
        else
        {
            foreach (ulong mask in masks)
            {
                ballots += BitOperations.PopCount(mask);
            }
        }

        return ballots;
    }

    private void Count(ColumnSegment segment, int unit, int position, int firstBlock, int blockCount, ReadOnlySpan<ulong> masks)
    {
        long ballots = CountBallots(segment, firstBlock, blockCount, masks);
        if (ballots == 0)
        {
            return;
        }

        Span<long> counters = Begin(unit, position);
        LaneGroup[] groups = _schema.Planes.Groups;
        for (int g = 0; g < groups.Length; g++)
        {
            LaneGroup group = groups[g];
            ReadOnlySpan<ulong> words = segment.Groups[g].AsSpan(firstBlock * group.WordsPerBlock, (blockCount * group.WordsPerBlock) + GroupCounter.Padding);
            GroupCounter.Count(_path, group, words, masks, blockCount, ballots, _counts);
            for (int lane = 0; lane < group.Items.Length; lane++)
            {
                int item = group.Items[lane];
                Span<long> target = counters.Slice(Offsets[item], _codeCounts[item]);
                for (int code = 0; code < target.Length; code++)
                {
                    target[code] += (long)_counts[(code * LaneGroup.Lanes) + lane];
                }
            }
        }

        End(unit, position, ballots);
    }

    // The blocks of a month are counted in one go: those inside it, and the two that it shares with its neighbours, masked.
    private void TakeByMonth(ColumnSegment segment, int unit, int firstBlock, int blockCount, ReadOnlySpan<ulong> masks)
    {
        int block = firstBlock, end = firstBlock + blockCount;
        while (block < end)
        {
            int month = _schema.MonthOfDay(segment.FirstDays[block]);
            bool sharedBefore = false, sharedAfter;
            do
            {
                int last = sharedBefore ? block + 1 : block;
                while (last < end && _schema.MonthOfDay(segment.FirstDays[last]) == month && _schema.MonthOfDay(segment.LastDays[last]) == month)
                {
                    last++;
                }

                sharedAfter = last < end && _schema.MonthOfDay(segment.FirstDays[last]) == month;
                int next = sharedAfter ? last + 1 : last;
                ReadOnlySpan<ulong> own = masks.IsEmpty ? masks : masks[(block - firstBlock)..(next - firstBlock)];
                CountMonth(segment, unit, month, block, next - block, own, sharedBefore, sharedAfter);
                block = next;
                if (sharedAfter)
                {
                    // The shared block is the next month's first. In ballots of live appending it may span several months.
                    block = last;
                    int lastMonth = _schema.MonthOfDay(segment.LastDays[last]);
                    while (++month < lastMonth)
                    {
                        CountMonth(segment, unit, month, last, 1, masks.IsEmpty ? masks : masks.Slice(last - firstBlock, 1), true, false);
                    }
                }

                sharedBefore = sharedAfter;
            }
            while (sharedAfter);
        }
    }

    private void CountMonth(
        ColumnSegment segment, int unit, int month, int firstBlock, int blockCount, ReadOnlySpan<ulong> masks, bool maskFirst, bool maskLast)
    {
        if (maskFirst || maskLast)
        {
            Span<ulong> wanted = _masks.AsSpan(0, blockCount);
            (int firstDay, int lastDay) = _schema.DaysOfMonth(month);
            segment.ValidMasks(firstBlock, wanted);
            CompiledFilter.MaskDays(segment, firstBlock, firstDay, lastDay, wanted[..1]);
            CompiledFilter.MaskDays(segment, firstBlock + blockCount - 1, firstDay, lastDay, wanted[^1..]);
            for (int i = 0; i < masks.Length; i++)
            {
                wanted[i] &= masks[i];
            }

            masks = wanted;
        }

        Count(segment, unit, month, firstBlock, blockCount, masks);
    }

    private void TakeByDimension(ColumnSegment segment, int unit, int firstBlock, int blockCount, ReadOnlySpan<ulong> masks)
    {
        DimensionColumn column = _schema.Planes.Dimensions[_axis.Dimension];
        Span<ulong> wanted = _masks.AsSpan(0, blockCount);
        for (int value = 0; value < column.ValueCount; value++)
        {
            if (masks.IsEmpty)
            {
                segment.ValidMasks(firstBlock, wanted);
            }
            else
            {
                masks.CopyTo(wanted);
            }

            CompiledFilter.AndAnyOf(segment, firstBlock, column, [value], wanted);
            Count(segment, unit, value, firstBlock, blockCount, wanted);
        }
    }

    // Fields are too many for a mask each: the block is turned back into ballots, and each is added to its field's cell.
    private void TakeByField(ColumnSegment segment, int unit, int firstBlock, int blockCount, ReadOnlySpan<ulong> masks)
    {
        PlaneLayout planes = _schema.Planes;
        Span<ulong> rows = _rows ??= new ulong[planes.Groups.Length * ColumnSegment.BlockBallots];
        for (int i = 0; i < blockCount; i++)
        {
            int block = firstBlock + i;
            ulong mask = masks.IsEmpty ? segment.ValidMask(block) : masks[i];
            if (mask == 0)
            {
                continue;
            }

            BlockReader.ReadAnswers(planes, segment, block, rows);
            ReadOnlySpan<byte> slots = MemoryMarshal.AsBytes(rows);
            for (; mask != 0; mask &= mask - 1)
            {
                int ballot = BitOperations.TrailingZeroCount(mask);
                AddBallot(unit, segment.Fields[(block * ColumnSegment.BlockBallots) + ballot], slots, ballot);
            }
        }
    }
}

/// <summary>Counts into a cube.</summary>
internal sealed class CubeSink(ColumnSchema schema, HistogramCube cube, VectorPath path) : HistogramSink(schema, cube.Axis, path)
{
    protected override Span<long> Begin(int unit, int position) => cube.MutableCounters(cube.IsPerUnit ? unit : 0, position);

    protected override void End(int unit, int position, long ballots) => cube.MutableBallots(cube.IsPerUnit ? unit : 0, position) += ballots;

    protected override void AddBallot(int unit, int position, ReadOnlySpan<byte> slots, int ballot)
    {
        Span<long> counters = Begin(unit, position);
        for (int item = 0; item < Offsets.Length; item++)
        {
            counters[Offsets[item] + slots[BlockReader.SlotIndex(SlotOfItem[item], ballot)]]++;
        }

        End(unit, position, 1);
    }
}

/// <summary>Counts the codes of each part and keeps the sums of groups of items only.</summary>
internal sealed class CriterionSink : HistogramSink
{
    // Five sums of 12 bits a word: satisfied and valid of each group in turn. An item adds 1 to a sum at most, and a questionnaire has fewer than 4,096 items.
    private const int SumsPerWord = 5;
    private const int SumBits = 12;

    private readonly CriterionSums _sums;
    private readonly long[] _counters;
    private readonly ulong[] _addends;
    private readonly ulong[] _packed;

    internal CriterionSink(ColumnSchema schema, CriterionSums sums, VectorPath path)
        : base(schema, sums.Axis, path)
    {
        _sums = sums;
        _counters = new long[schema.Layout.CounterCount];
        _packed = new ulong[((2 * sums.Grouping.Count) + SumsPerWord - 1) / SumsPerWord];
        _addends = new ulong[schema.Layout.CounterCount * _packed.Length];
        for (int group = 0; group < sums.Grouping.Count; group++)
        {
            foreach (int index in sums.Grouping.ItemsOf(group))
            {
                Questionnaires.ItemLayout item = schema.Layout.Items[index];
                for (int code = 1; code <= item.LevelCount; code++)
                {
                    AddendOf(item.CounterOffset + code, 2 * group) += (ulong)(item.SatisfiedCodes >> code & 1) << Shift(2 * group);
                    AddendOf(item.CounterOffset + code, (2 * group) + 1) += 1UL << Shift((2 * group) + 1);
                }
            }
        }
    }

    protected override Span<long> Begin(int unit, int position)
    {
        Array.Clear(_counters);
        return _counters;
    }

    protected override void End(int unit, int position, long ballots)
    {
        int row = _sums.IsPerUnit ? unit : 0;
        _sums.Grouping.Add(_counters, _sums.MutableSatisfied(row, position), _sums.MutableValid(row, position));
        _sums.MutableBallots(row, position) += ballots;
    }

    protected override void AddBallot(int unit, int position, ReadOnlySpan<byte> slots, int ballot)
    {
        Span<ulong> packed = _packed;
        packed.Clear();
        for (int item = 0; item < Offsets.Length; item++)
        {
            int counter = Offsets[item] + slots[BlockReader.SlotIndex(SlotOfItem[item], ballot)];
            ReadOnlySpan<ulong> addends = _addends.AsSpan(counter * packed.Length, packed.Length);
            for (int word = 0; word < packed.Length; word++)
            {
                packed[word] += addends[word];
            }
        }

        int row = _sums.IsPerUnit ? unit : 0;
        Span<long> satisfied = _sums.MutableSatisfied(row, position), valid = _sums.MutableValid(row, position);
        for (int group = 0; group < satisfied.Length; group++)
        {
            satisfied[group] += Unpack(packed, 2 * group);
            valid[group] += Unpack(packed, (2 * group) + 1);
        }

        _sums.MutableBallots(row, position)++;
    }

    private static int Shift(int sum) => sum % SumsPerWord * SumBits;

    private static long Unpack(ReadOnlySpan<ulong> packed, int sum) => (long)(packed[sum / SumsPerWord] >> Shift(sum) & ((1UL << SumBits) - 1));

    private ref ulong AddendOf(int counter, int sum) => ref _addends[(counter * _packed.Length) + (sum / SumsPerWord)];
}
