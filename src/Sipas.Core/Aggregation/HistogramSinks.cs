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
    private readonly int[] _offsets;
    private readonly int[] _codeCounts;
    private ulong[]? _rows;

    protected HistogramSink(ColumnSchema schema, CubeAxis axis, VectorPath path)
    {
        _schema = schema;
        _axis = axis;
        _path = path;
        _offsets = [.. schema.Layout.Items.Select(item => item.CounterOffset)];
        _codeCounts = [.. schema.Layout.Items.Select(item => item.CodeCount)];
    }

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
                Span<long> target = counters.Slice(_offsets[item], _codeCounts[item]);
                for (int code = 0; code < target.Length; code++)
                {
                    target[code] += (long)_counts[(code * LaneGroup.Lanes) + lane];
                }
            }
        }

        End(unit, position, ballots);
    }

    // Blocks of one month go together; a block at the border of two is counted once for each, masked.
    private void TakeByMonth(ColumnSegment segment, int unit, int firstBlock, int blockCount, ReadOnlySpan<ulong> masks)
    {
        int i = 0;
        while (i < blockCount)
        {
            int month = _schema.MonthOfDay(segment.FirstDays[firstBlock + i]);
            int lastMonth = _schema.MonthOfDay(segment.LastDays[firstBlock + i]);
            int start = i++;
            if (month == lastMonth)
            {
                while (i < blockCount && _schema.MonthOfDay(segment.FirstDays[firstBlock + i]) == month && _schema.MonthOfDay(segment.LastDays[firstBlock + i]) == month)
                {
                    i++;
                }

                Count(segment, unit, month, firstBlock + start, i - start, masks.IsEmpty ? masks : masks[start..i]);
                continue;
            }

            for (; month <= lastMonth; month++)
            {
                (int firstDay, int lastDay) = _schema.DaysOfMonth(month);
                Span<ulong> mask = _masks.AsSpan(0, 1);
                CompiledFilter.MaskDays(segment, firstBlock + start, firstDay, lastDay, mask);
                mask[0] &= masks.IsEmpty ? ulong.MaxValue : masks[start];
                Count(segment, unit, month, firstBlock + start, 1, mask);
            }
        }
    }

    private void TakeByDimension(ColumnSegment segment, int unit, int firstBlock, int blockCount, ReadOnlySpan<ulong> masks)
    {
        DimensionColumn column = _schema.Planes.Dimensions[_axis.Dimension];
        Span<ulong> wanted = _masks.AsSpan(0, blockCount);
        for (int value = 0; value < column.ValueCount; value++)
        {
            if (masks.IsEmpty)
            {
                for (int i = 0; i < blockCount; i++)
                {
                    wanted[i] = segment.ValidMask(firstBlock + i);
                }
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
                int field = segment.Fields[(block * ColumnSegment.BlockBallots) + ballot];
                Span<long> counters = Begin(unit, field);
                for (int item = 0; item < _offsets.Length; item++)
                {
                    counters[_offsets[item] + slots[BlockReader.SlotIndex(planes.SlotOfItem[item], ballot)]]++;
                }

                End(unit, field, 1);
            }
        }
    }
}

/// <summary>Counts into a cube.</summary>
internal sealed class CubeSink(ColumnSchema schema, HistogramCube cube, VectorPath path) : HistogramSink(schema, cube.Axis, path)
{
    protected override Span<long> Begin(int unit, int position) => cube.MutableCounters(cube.IsPerUnit ? unit : 0, position);

    protected override void End(int unit, int position, long ballots) => cube.MutableBallots(cube.IsPerUnit ? unit : 0, position) += ballots;
}

/// <summary>Counts the codes of each part and keeps the sums of groups of items only.</summary>
internal sealed class CriterionSink(ColumnSchema schema, CriterionSums sums, VectorPath path) : HistogramSink(schema, sums.Axis, path)
{
    private readonly long[] _counters = new long[schema.Layout.CounterCount];

    protected override Span<long> Begin(int unit, int position)
    {
        Array.Clear(_counters);
        return _counters;
    }

    protected override void End(int unit, int position, long ballots)
    {
        int row = sums.IsPerUnit ? unit : 0;
        sums.Grouping.Add(_counters, sums.MutableSatisfied(row, position), sums.MutableValid(row, position));
        sums.MutableBallots(row, position) += ballots;
    }
}
