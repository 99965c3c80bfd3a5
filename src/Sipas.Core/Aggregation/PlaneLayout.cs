using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Sipas.Questionnaires;

namespace Sipas.Aggregation;

/// <summary>Up to eight items of equally many planes whose words lie side by side.</summary>
/// <param name="Items">Positions in the questionnaire; the position in this array is the lane.</param>
/// <param name="PlaneCount">Bits of a code: 1 to 4.</param>
/// <param name="CodeCount">The largest number of codes of its items: 2 to 16.</param>
internal sealed record LaneGroup(int[] Items, int PlaneCount, int CodeCount)
{
    internal const int Lanes = 8;

    internal int LaneCount => Items.Length;

    // A block's words of a group: plane after plane, in each plane one word a lane. A narrow group has no empty lanes between its planes.
    internal int WordsPerBlock => PlaneCount * LaneCount;
}

/// <summary>A small dimension kept as planes: a filter mask is the AND of its planes or their complements.</summary>
/// <param name="FirstBit">Lowest bit of its value among the small dimensions of a ballot's row.</param>
/// <param name="FirstPlane">First of its planes among those of all dimensions.</param>
/// <param name="PlaneCount">Bits of a value: 1 to 8.</param>
/// <param name="ValueCount">Values it has.</param>
internal sealed record DimensionColumn(int FirstBit, int FirstPlane, int PlaneCount, int ValueCount);

/// <summary>Packs the eight answers of a group, a byte each, into as many bits as they need, and unpacks them.</summary>
internal readonly struct PackedGroup
{
    private readonly int _shift;
    private readonly ulong _codes;
    private readonly ulong _pairs;
    private readonly ulong _fours;
    private readonly ulong _eight;
    private readonly ulong _headroom;

    /// <param name="offset">First byte of the group in a row.</param>
    /// <param name="bits">Bits of an answer: 1 to 4.</param>
    /// <param name="allowedMaximum">The largest code of each of the eight slots.</param>
    internal PackedGroup(int offset, int bits, ReadOnlySpan<byte> allowedMaximum)
    {
        Offset = offset;
        _shift = 8 - bits;
        _codes = ((1UL << bits) - 1) * 0x0101010101010101;
        _pairs = ((1UL << (2 * bits)) - 1) * 0x0001000100010001;
        _fours = ((1UL << (4 * bits)) - 1) * 0x0000000100000001;
        _eight = (1UL << (8 * bits)) - 1;
        _headroom = 0x7F7F7F7F7F7F7F7F - BinaryPrimitives.ReadUInt64LittleEndian(allowedMaximum);
    }

    internal int Offset { get; }

    /// <summary>Has the highest bit of a byte set where a code is too large, for byte by byte code + (127 − maximum) reaches it then; codes from 128 on have the bit themselves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong TooLarge(ulong slots) => ((slots + _headroom) | slots) & 0x8080808080808080;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Pack(ulong slots)
    {
        slots = (slots | (slots >> _shift)) & _pairs;
        slots = (slots | (slots >> (2 * _shift))) & _fours;
        return (uint)((slots | (slots >> (4 * _shift))) & _eight);
    }

    /// <param name="packed">The packed answers; what lies above them is ignored.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Unpack(uint packed)
    {
        ulong slots = packed & _eight;
        slots = (slots | (slots << (4 * _shift))) & _fours;
        slots = (slots | (slots << (2 * _shift))) & _pairs;
        return (slots | (slots << _shift)) & _codes;
    }
}

/// <summary>Where each answer and each small dimension of a ballot lies: packed in its row, as bits in its block.</summary>
/// <remarks>
/// Slots 8g … 8g + 7 are the lanes of group g. Row: the packed answers of each group (a byte for each bit of an answer), day (2 bytes), procedure field (2),
/// one byte of mode, basis and flag, then the attributes bit after bit. It ends on a multiple of eight bytes: 16 for 22 items of up to eight codes.
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
            int firstBit = d < FirstAttributeDimension ? plane : AttributeBits(plane);
            Dimensions[d] = new DimensionColumn(firstBit, plane, PlanesFor(valueCounts[d]), valueCounts[d]);
            plane += Dimensions[d].PlaneCount;
        }

        Debug.Assert(Dimensions[FirstAttributeDimension - 1].FirstBit < 8, "Mode, basis and flag fill one byte.");
        DimensionPlaneCount = plane;
        DimensionBytes = 1 + ((AttributeBits(plane) - 8 + 7) / 8);
        AllowedMaximum = new byte[ItemSlots];
        foreach (ItemLayout item in layout.Items)
        {
            AllowedMaximum[SlotOfItem[item.Index]] = (byte)(item.CodeCount - 1);
        }

        PackedGroups = new PackedGroup[Groups.Length];
        for (int g = 0; g < Groups.Length; g++)
        {
            PackedGroups[g] = new PackedGroup(TailOffset, Groups[g].PlaneCount, AllowedMaximum.AsSpan(g * LaneGroup.Lanes));
            TailOffset += Groups[g].PlaneCount;
        }

        DimensionOffset = TailOffset + 4;
        RowBytes = (DimensionOffset + DimensionBytes + 7) / 8 * 8;

        // The attributes begin a byte of their own, behind mode, basis and flag.
        int AttributeBits(int planes) => 8 + planes - Dimensions[..FirstAttributeDimension].Sum(dimension => dimension.PlaneCount);
    }

    internal LaneGroup[] Groups { get; }

    internal int[] SlotOfItem { get; }

    /// <summary>Whether the slot of every item is its position in the questionnaire, so that a ballot's codes are its row as they stand.</summary>
    internal bool IsQuestionnaireOrder { get; }

    internal DimensionColumn[] Dimensions { get; }

    internal int DimensionPlaneCount { get; }

    internal int ItemSlots => Groups.Length * LaneGroup.Lanes;

    internal PackedGroup[] PackedGroups { get; }

    /// <summary>First byte of a row behind its answers: day and procedure field.</summary>
    internal int TailOffset { get; }

    /// <summary>First byte of a row's small dimensions.</summary>
    internal int DimensionOffset { get; }

    internal int DimensionBytes { get; }

    internal int RowBytes { get; }

    /// <summary>The largest code of each item slot; 0 in the slots of no item.</summary>
    internal byte[] AllowedMaximum { get; }

    /// <summary>Answer words of a block, over all groups.</summary>
    internal int AnswerWordsPerBlock => Groups.Sum(group => group.WordsPerBlock);

    private static int PlanesFor(int valueCount) => Math.Max(1, BitOperations.Log2((uint)valueCount - 1) + 1);
}
