using System.Numerics;
using System.Runtime.InteropServices;
using Sipas.Ballots;
using Sipas.Counting.Kernels;

namespace Sipas.Counting;

/// <summary>Converts blocks back into ballots.</summary>
internal static class BlockReader
{
    /// <summary>Returns the index of a slot's byte for a ballot of the block, among the bytes of the words that
    /// <see cref="ReadAnswers"/> writes.</summary>
    internal static int SlotIndex(int slot, int ballot) =>
        ((((slot >> 3) * BlockTransposer.Ballots) + BlockTransposer.IndexOf(ballot)) * 8) + (slot & 7);

    /// <summary>Reads the answers of a block: for each group 64 words, one byte per slot.</summary>
    internal static void ReadAnswers(PlaneLayout planes, ColumnSegment segment, int block, Span<ulong> rows)
    {
        Span<ulong> words = stackalloc ulong[LaneGroup.Lanes];
        for (int g = 0; g < planes.Groups.Length; g++)
        {
            LaneGroup group = planes.Groups[g];
            ReadOnlySpan<ulong> source = segment.Groups[g].AsSpan(block * group.WordsPerBlock, group.WordsPerBlock);
            for (int plane = 0; plane < group.PlaneCount; plane++)
            {
                words.Clear();
                source.Slice(plane * group.LaneCount, group.LaneCount).CopyTo(words);
                BlockTransposer.FromPlane(words, plane, rows.Slice(g * BlockTransposer.Ballots, BlockTransposer.Ballots), VectorPaths.Best);
            }
        }
    }

    /// <summary>Returns the value of a small dimension for one ballot.</summary>
    internal static int ReadDimension(DimensionColumn column, ColumnSegment segment, int block, int ballot)
    {
        int value = 0;
        for (int plane = 0; plane < column.PlaneCount; plane++)
        {
            value |= (int)(segment.Dimensions[column.FirstPlane + plane][block] >> ballot & 1) << plane;
        }

        return value;
    }

    /// <summary>Passes every ballot of the columns to a visitor, segment by segment.</summary>
    internal static void ForEach(BallotColumns columns, BallotVisitor visit)
    {
        PlaneLayout planes = columns.Schema.Planes;
        Span<ulong> rows = new ulong[planes.Groups.Length * BlockTransposer.Ballots];
        byte[] codes = new byte[planes.SlotOfItem.Length];
        foreach (SegmentView view in columns.Segments)
        {
            foreach (UnitRun run in view.Runs)
            {
                var range = new BallotRange(run, default);
                for (int i = 0; i < range.BlockCount; i++)
                {
                    int block = range.FirstBlock + i;
                    ReadAnswers(planes, view.Segment, block, rows);
                    ReadOnlySpan<byte> slots = MemoryMarshal.AsBytes(rows);
                    for (ulong mask = range.Mask(i); mask != 0; mask &= mask - 1)
                    {
                        int ballot = BitOperations.TrailingZeroCount(mask);
                        for (int item = 0; item < codes.Length; item++)
                        {
                            codes[item] = slots[SlotIndex(planes.SlotOfItem[item], ballot)];
                        }

                        visit(ReadFacts(columns.Schema, view.Segment, run.Unit, block, ballot), codes);
                    }
                }
            }
        }
    }

    private static BallotFacts ReadFacts(ColumnSchema schema, ColumnSegment segment, int unit, int block, int ballot)
    {
        DimensionColumn[] columns = schema.Planes.Dimensions;
        RespondentAttributes attributes = default;
        for (int d = PlaneLayout.FirstAttributeDimension; d < columns.Length; d++)
        {
            attributes = attributes.With(d - PlaneLayout.FirstAttributeDimension, (byte)ReadDimension(columns[d], segment, block, ballot));
        }

        int place = (block * ColumnSegment.BlockBallots) + ballot;
        return new BallotFacts
        {
            Unit = unit,
            Day = schema.FirstDay.AddDays(segment.Days[place]),
            ProcedureField = segment.Fields[place],
            Mode = (CollectionMode)ReadDimension(columns[PlaneLayout.ModeDimension], segment, block, ballot),
            Basis = (SelectionBasis)ReadDimension(columns[PlaneLayout.BasisDimension], segment, block, ballot),
            Flagged = ReadDimension(columns[PlaneLayout.FlagDimension], segment, block, ballot) == 1,
            Attributes = attributes,
        };
    }
}
