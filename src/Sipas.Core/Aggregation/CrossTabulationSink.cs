using Sipas.Aggregation.Kernels;
using Sipas.Questionnaires;

namespace Sipas.Aggregation;

/// <summary>Counts pairs of codes of two items: processes the words of eight blocks together, regardless of their units.</summary>
internal sealed class CrossTabulationSink : IBlockSink
{
    private readonly Place _row;
    private readonly Place _column;
    private readonly PairKernel _kernel;
    private readonly VectorPath _path;
    private int _filled;

    internal CrossTabulationSink(PlaneLayout planes, ItemLayout rowItem, ItemLayout columnItem, VectorPath path)
    {
        _row = new Place(planes, rowItem);
        _column = new Place(planes, columnItem);
        _path = path;
        _kernel = new PairKernel(rowItem.CodeCount, columnItem.CodeCount);
    }

    internal long[] Counts => _kernel.Counts;

    public void Begin(int fromUnit, int toUnit)
    {
    }

    public void Take(ColumnSegment segment, in BallotRange range)
    {
        for (int i = 0; i < range.BlockCount; i++)
        {
            ulong mask = range.Mask(i);
            if (mask == 0)
            {
                continue;
            }

            _row.Copy(segment, range.FirstBlock + i, _kernel.RowPlanes.AsSpan(_filled));
            _column.Copy(segment, range.FirstBlock + i, _kernel.ColumnPlanes.AsSpan(_filled));
            _kernel.Masks[_filled++] = mask;
            if (_filled == PairKernel.Blocks)
            {
                _kernel.Count(_path);
                _filled = 0;
            }
        }
    }

    public void End()
    {
        _kernel.Masks.AsSpan(_filled).Clear();
        _kernel.Count(_path);
        _kernel.Finish(_path);
    }

    /// <summary>The location of one item's planes.</summary>
    private sealed class Place(PlaneLayout planes, ItemLayout item)
    {
        private readonly int _group = planes.SlotOfItem[item.Index] / LaneGroup.Lanes;
        private readonly int _lane = planes.SlotOfItem[item.Index] % LaneGroup.Lanes;
        private readonly LaneGroup _shape = planes.Groups[planes.SlotOfItem[item.Index] / LaneGroup.Lanes];

        /// <summary>Copies the words of a block into every eighth position of the target.</summary>
        internal void Copy(ColumnSegment segment, int block, Span<ulong> target)
        {
            ReadOnlySpan<ulong> words = segment.Groups[_group].AsSpan((block * _shape.WordsPerBlock) + _lane);
            for (int plane = 0; plane < _shape.PlaneCount; plane++)
            {
                target[plane * PairKernel.Blocks] = words[plane * _shape.LaneCount];
            }
        }
    }
}
