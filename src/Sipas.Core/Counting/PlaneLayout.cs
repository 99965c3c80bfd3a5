using System.Numerics;
using Sipas.Packs;

namespace Sipas.Counting;

/// <summary>The location of each answer and each small dimension of a ballot: in its row, and as bits in its block.</summary>
/// <remarks>
/// Slots 8g … 8g + 7 are the lanes of group g; the dimensions follow. Row: half a byte for each item slot, one byte for each
/// dimension, then day (2 bytes) and service sector (2 bytes). The part after the items ends on a multiple of eight bytes,
/// so that eight slots at a time can be read as words.
/// </remarks>
internal sealed class PlaneLayout
{
    internal const int ModeDimension = 0;
    internal const int BasisDimension = 1;
    internal const int FlagDimension = 2;
    internal const int FirstAttributeDimension = 3;

    internal PlaneLayout(AnswerLayout layout, IReadOnlyList<AttributeColumn> attributes)
    {
        foreach (ItemLayout item in layout.Items)
        {
            if (item.CodeCount > 16)
            {
                throw new ArgumentException($"Item '{item.Item.Code}' has {item.CodeCount} codes; planes hold at most 16.", nameof(layout));
            }
        }

        Groups = [.. layout.Items
            .GroupBy(item => PlanesFor(item.CodeCount))
            .OrderByDescending(planes => planes.Key)
            .SelectMany(planes => planes.Chunk(LaneGroup.Lanes)
                .Select(items => new LaneGroup([.. items.Select(item => item.Index)], planes.Key, items.Max(item => item.CodeCount))))];
        SlotOfItem = new int[layout.Items.Count];
        for (int g = 0; g < Groups.Length; g++)
        {
            for (int lane = 0; lane < Groups[g].LaneCount; lane++)
            {
                SlotOfItem[Groups[g].Items[lane]] = (g * LaneGroup.Lanes) + lane;
            }
        }

        IsQuestionnaireOrder = SlotOfItem.Select((slot, item) => slot == item).All(same => same);
        int[] valueCounts = [ColumnSchema.ModeCount, ColumnSchema.BasisCount, 2, .. attributes.Select(attribute => attribute.ValueCount)];
        Dimensions = new DimensionColumn[valueCounts.Length];
        int plane = 0;
        for (int d = 0; d < valueCounts.Length; d++)
        {
            Dimensions[d] = new DimensionColumn(ItemSlots + d, plane, PlanesFor(valueCounts[d]), valueCounts[d]);
            plane += Dimensions[d].PlaneCount;
        }

        DimensionPlaneCount = plane;
        ChunkCount = (ItemSlots + valueCounts.Length + 7) / 8;
        DimensionOffset = ItemSlots / 2;
        TailOffset = DimensionOffset + valueCounts.Length;
        RowBytes = DimensionOffset + ((valueCounts.Length + 4 + 7) / 8 * 8);
        AllowedMaximum = new byte[ItemSlots];
        foreach (ItemLayout item in layout.Items)
        {
            AllowedMaximum[SlotOfItem[item.Index]] = (byte)(item.CodeCount - 1);
        }
    }

    internal LaneGroup[] Groups { get; }

    internal int[] SlotOfItem { get; }

    /// <summary>Whether the slot of every item is its position in the questionnaire, so that a ballot's codes can be used as
    /// its row without reordering.</summary>
    internal bool IsQuestionnaireOrder { get; }

    internal DimensionColumn[] Dimensions { get; }

    internal int DimensionPlaneCount { get; }

    internal int ItemSlots => Groups.Length * LaneGroup.Lanes;

    /// <summary>Number of chunks of eight slots.</summary>
    internal int ChunkCount { get; }

    /// <summary>Offset of the first byte of a row after its items.</summary>
    internal int DimensionOffset { get; }

    /// <summary>Offset of the first byte of a row after its dimensions.</summary>
    internal int TailOffset { get; }

    internal int RowBytes { get; }

    /// <summary>The largest code of each item slot; 0 for slots without an item.</summary>
    internal byte[] AllowedMaximum { get; }

    /// <summary>Number of answer words per block, over all groups.</summary>
    internal int AnswerWordsPerBlock => Groups.Sum(group => group.WordsPerBlock);

    private static int PlanesFor(int valueCount) => Math.Max(1, BitOperations.Log2((uint)valueCount - 1) + 1);
}
