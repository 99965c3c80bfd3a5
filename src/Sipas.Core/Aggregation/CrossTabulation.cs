using System.Numerics;
using Sipas.Questionnaires;

namespace Sipas.Aggregation;

/// <summary>Ballots by the codes they give to two items. Counts only.</summary>
public sealed class CrossTabulation
{
    private readonly long[] _counts;

    internal CrossTabulation(ItemLayout rowItem, ItemLayout columnItem, IEnumerable<long[]> parts)
    {
        RowItem = rowItem;
        ColumnItem = columnItem;
        _counts = new long[rowItem.CodeCount * columnItem.CodeCount];
        foreach (long[] part in parts)
        {
            for (int i = 0; i < _counts.Length; i++)
            {
                _counts[i] += part[i];
            }
        }
    }

    /// <summary>The item of the rows.</summary>
    public ItemLayout RowItem { get; }

    /// <summary>The item of the columns.</summary>
    public ItemLayout ColumnItem { get; }

    /// <summary>Ballots that give one code to the one item and another to the other.</summary>
    /// <param name="rowCode">0 … codes of <see cref="RowItem"/> − 1.</param>
    /// <param name="columnCode">0 … codes of <see cref="ColumnItem"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An item has no such code.</exception>
    public long this[int rowCode, int columnCode]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)rowCode, (uint)RowItem.CodeCount, nameof(rowCode));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)columnCode, (uint)ColumnItem.CodeCount, nameof(columnCode));
            return _counts[(rowCode * ColumnItem.CodeCount) + columnCode];
        }
    }

    /// <summary>Ballots counted.</summary>
    public long BallotCount => _counts.Sum();
}

internal sealed class CrossTabulationSink : IBlockSink
{
    private readonly Place _row;
    private readonly Place _column;

    internal CrossTabulationSink(PlaneLayout planes, ItemLayout rowItem, ItemLayout columnItem)
    {
        _row = new Place(planes, rowItem);
        _column = new Place(planes, columnItem);
        Counts = new long[rowItem.CodeCount * columnItem.CodeCount];
    }

    internal long[] Counts { get; }

    public void Take(ColumnSegment segment, int unit, int firstBlock, int blockCount, ReadOnlySpan<ulong> masks)
    {
        Span<ulong> columnMatches = stackalloc ulong[16];
        for (int i = 0; i < blockCount; i++)
        {
            ulong mask = masks.IsEmpty ? segment.ValidMask(firstBlock + i) : masks[i];
            for (int code = 0; code < _column.CodeCount; code++)
            {
                columnMatches[code] = _column.Match(segment, firstBlock + i, code);
            }

            for (int code = 0; code < _row.CodeCount; code++)
            {
                ulong rowMatch = mask & _row.Match(segment, firstBlock + i, code);
                Span<long> counts = Counts.AsSpan(code * _column.CodeCount, _column.CodeCount);
                for (int column = 0; rowMatch != 0 && column < counts.Length; column++)
                {
                    counts[column] += BitOperations.PopCount(rowMatch & columnMatches[column]);
                }
            }
        }
    }

    /// <summary>Where the planes of one item lie.</summary>
    private sealed class Place(PlaneLayout planes, ItemLayout item)
    {
        private readonly int _group = planes.SlotOfItem[item.Index] / LaneGroup.Lanes;
        private readonly int _lane = planes.SlotOfItem[item.Index] % LaneGroup.Lanes;
        private readonly LaneGroup _shape = planes.Groups[planes.SlotOfItem[item.Index] / LaneGroup.Lanes];

        internal int CodeCount => item.CodeCount;

        internal ulong Match(ColumnSegment segment, int block, int code)
        {
            ReadOnlySpan<ulong> words = segment.Groups[_group].AsSpan(block * _shape.WordsPerBlock, _shape.WordsPerBlock);
            ulong match = ulong.MaxValue;
            for (int plane = 0; plane < _shape.PlaneCount; plane++)
            {
                ulong word = words[(plane * _shape.LaneCount) + _lane];
                match &= (code >> plane & 1) == 1 ? word : ~word;
            }

            return match;
        }
    }
}
