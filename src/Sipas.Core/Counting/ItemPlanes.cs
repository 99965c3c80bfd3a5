using Sipas.Packs;

namespace Sipas.Counting;

/// <summary>The location of one item's planes, so that its answers can filter ballots and break them down like a small
/// dimension. The planes are read in place, without a copy.</summary>
internal sealed class ItemPlanes
{
    private readonly int _group;
    private readonly int _lane;
    private readonly LaneGroup _shape;

    private ItemPlanes(PlaneLayout planes, int item)
    {
        (_group, _lane) = Math.DivRem(planes.SlotOfItem[item], LaneGroup.Lanes);
        _shape = planes.Groups[_group];
    }

    internal static ItemPlanes Of(ColumnSchema schema, int item) => (uint)item < (uint)schema.Layout.Items.Count
        ? new(schema.Planes, item)
        : throw new ArgumentException($"The filter names item {item}; the questionnaire has {schema.Layout.Items.Count}.", nameof(item));

    /// <summary>Returns the distinct codes of a filter.</summary>
    internal static int[] Codes(ColumnSchema schema, int item, IReadOnlyCollection<byte> codes)
    {
        ItemLayout layout = schema.Layout.Items[item];
        int[] distinct = [.. codes.Distinct()];
        return Array.Find(distinct, code => code >= layout.CodeCount) is not 0 and int unknown
            ? throw new ArgumentException(
                $"The filter names code {unknown} of item '{layout.Item.Code}', which has codes 0 to {layout.CodeCount - 1}.",
                nameof(codes))
            : distinct;
    }

    /// <summary>Clears from each mask the ballots that gave none of the codes.</summary>
    internal void AndAnyOf(ColumnSegment segment, int firstBlock, ReadOnlySpan<int> codes, Span<ulong> masks)
    {
        int stride = _shape.WordsPerBlock, lanes = _shape.LaneCount, planeCount = _shape.PlaneCount;
        ReadOnlySpan<ulong> words = segment.Groups[_group].AsSpan((firstBlock * stride) + _lane);
        for (int i = 0; i < masks.Length; i++)
        {
            ulong mask = masks[i], any = 0;
            if (mask == 0)
            {
                continue;
            }

            ReadOnlySpan<ulong> block = words[(i * stride)..];
            foreach (int code in codes)
            {
                ulong match = mask;
                for (int plane = 0; plane < planeCount; plane++)
                {
                    ulong word = block[plane * lanes];
                    match &= (code >> plane & 1) == 1 ? word : ~word;
                }

                any |= match;
            }

            masks[i] = any;
        }
    }
}
