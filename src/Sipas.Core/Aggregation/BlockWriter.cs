using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Sipas.Aggregation.Kernels;

namespace Sipas.Aggregation;

/// <summary>Writes ballots as rows, and rows as blocks. Not safe for concurrent use.</summary>
internal sealed class BlockWriter
{
    private readonly ColumnSchema _schema;
    private readonly PlaneLayout _planes;
    private readonly VectorPath _path;
    private readonly PackedGroup[] _groups;
    private readonly byte[] _slots;
    private readonly ulong[] _scratch;
    private readonly byte[] _dimensions;
    private readonly ulong[] _words = new ulong[LaneGroup.Lanes];
    private readonly int _itemCount;
    private readonly int _tailOffset;
    private readonly int _dimensionOffset;
    private readonly int _dimensionBytes;
    private readonly int _modeBit;
    private readonly int _basisBit;
    private readonly int _flagBit;
    private readonly int _rowBytes;
    private readonly int _firstDayNumber;
    private readonly int _dayCount;
    private readonly bool _isQuestionnaireOrder;
    private readonly (int ValueCount, int Bits)[] _attributes;
    private int _filled;

    internal BlockWriter(ColumnSchema schema, VectorPath path)
    {
        _schema = schema;
        _planes = schema.Planes;
        _path = path;
        _groups = _planes.PackedGroups;
        _slots = new byte[_planes.ItemSlots];
        _scratch = new ulong[_planes.Groups.Length * BlockTransposer.Ballots];
        _dimensions = new byte[_planes.DimensionBytes * BlockTransposer.Ballots];
        _itemCount = _planes.SlotOfItem.Length;
        _tailOffset = _planes.TailOffset;
        _dimensionOffset = _planes.DimensionOffset;
        _dimensionBytes = _planes.DimensionBytes;
        _modeBit = _planes.Dimensions[PlaneLayout.ModeDimension].FirstBit;
        _basisBit = _planes.Dimensions[PlaneLayout.BasisDimension].FirstBit;
        _flagBit = _planes.Dimensions[PlaneLayout.FlagDimension].FirstBit;
        _rowBytes = _planes.RowBytes;
        _firstDayNumber = schema.FirstDay.DayNumber;
        _dayCount = schema.DayCount;
        _isQuestionnaireOrder = _planes.IsQuestionnaireOrder;
        _attributes = [.. _planes.Dimensions.Skip(PlaneLayout.FirstAttributeDimension).Select(attribute => (attribute.ValueCount, attribute.PlaneCount))];
    }

    /// <summary>Writes one ballot as a row.</summary>
    /// <exception cref="ArgumentException">A code or a fact is none that the schema knows; the row is then not to be used.</exception>
    /// <returns>The day's position after the first day of the schema.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal int WriteRow(in BallotFacts facts, ReadOnlySpan<byte> codes, Span<byte> row)
    {
        if (codes.Length != _itemCount)
        {
            throw new ArgumentException($"{codes.Length} codes were given for {_itemCount} items.", nameof(codes));
        }

        int day = facts.Day.DayNumber - _firstDayNumber;
        if ((uint)day >= (uint)_dayCount || facts.Unit < 0 || (uint)facts.ProcedureField >= ColumnSchema.MaximumProcedureFields
            || (uint)facts.Mode >= (uint)ColumnSchema.ModeCount || (uint)facts.Basis >= (uint)ColumnSchema.BasisCount)
        {
            ThrowBadFact(facts);
        }

        row = row[.._rowBytes];
        ReadOnlySpan<byte> slots = codes;
        if (!_isQuestionnaireOrder)
        {
            for (int i = 0; i < codes.Length; i++)
            {
                _slots[_planes.SlotOfItem[i]] = codes[i];
            }

            slots = _slots;
        }

        // Four bytes are written for each group; what is too many of them the next one, or the tail, writes over.
        ulong tooLarge = 0;
        PackedGroup[] groups = _groups;
        for (int g = 0; g < groups.Length; g++)
        {
            ref readonly PackedGroup group = ref groups[g];
            ulong eight = EightFrom(slots, g * LaneGroup.Lanes);
            tooLarge |= group.TooLarge(eight);
            BinaryPrimitives.WriteUInt32LittleEndian(row[group.Offset..], group.Pack(eight));
        }

        if (tooLarge != 0)
        {
            ThrowBadCode(codes);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(row[_tailOffset..], (uint)day | ((uint)facts.ProcedureField << 16));
        Span<byte> dimensions = row.Slice(_dimensionOffset, _dimensionBytes);
        dimensions[0] = (byte)(((int)facts.Mode << _modeBit) | ((int)facts.Basis << _basisBit) | ((facts.Flagged ? 1 : 0) << _flagBit));
        ulong attributes = facts.Attributes.Packed;
        ulong packed = 0;
        int bits = 0;
        (int ValueCount, int Bits)[] known = _attributes;
        for (int i = 0; i < known.Length; i++, attributes >>= 8)
        {
            byte value = (byte)attributes;
            if (value >= known[i].ValueCount)
            {
                ThrowBadAttribute(facts, i);
            }

            packed |= (ulong)value << bits;
            bits += known[i].Bits;
        }

        if (attributes != 0)
        {
            throw new ArgumentException($"A value was given for an attribute beyond the {_schema.Attributes.Count} of the schema.", nameof(facts));
        }

        for (int i = 1; i < dimensions.Length; i++, packed >>= 8)
        {
            dimensions[i] = (byte)packed;
        }

        return day;
    }

    /// <summary>Begins a segment, or a block that does not follow the last one.</summary>
    internal void Begin() => _filled = 0;

    /// <summary>Writes the next row of a segment; a block is complete with its 64th.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Append(ReadOnlySpan<byte> row, ColumnSegment segment, ref int block)
    {
        Put(row, segment, block);
        if (_filled == ColumnSegment.BlockBallots)
        {
            End(segment, block++);
        }
    }

    /// <summary>Writes the last block if it is filled in part.</summary>
    internal void End(ColumnSegment segment, ref int block)
    {
        if (_filled > 0)
        {
            End(segment, block++);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(ReadOnlySpan<byte> row, ColumnSegment segment, int block)
    {
        int at = BlockTransposer.IndexOf(_filled);
        Span<ulong> scratch = _scratch;
        PackedGroup[] groups = _groups;
        for (int g = 0; g < groups.Length && at < scratch.Length; g++, at += BlockTransposer.Ballots)
        {
            ref readonly PackedGroup group = ref groups[g];
            scratch[at] = group.Unpack(BinaryPrimitives.ReadUInt32LittleEndian(row[group.Offset..]));
        }

        ReadOnlySpan<byte> dimensions = row.Slice(_dimensionOffset, _dimensionBytes);
        for (int i = 0; i < dimensions.Length; i++)
        {
            _dimensions[(i * BlockTransposer.Ballots) + _filled] = dimensions[i];
        }

        uint tail = BinaryPrimitives.ReadUInt32LittleEndian(row[_tailOffset..]);
        int ballot = (block * ColumnSegment.BlockBallots) + _filled;
        segment.Days[ballot] = (ushort)tail;
        segment.Fields[ballot] = (ushort)(tail >> 16);
        _filled++;
    }

    private void End(ColumnSegment segment, int block)
    {
        for (int i = _filled; i < BlockTransposer.Ballots; i++)
        {
            for (int at = BlockTransposer.IndexOf(i); at < _scratch.Length; at += BlockTransposer.Ballots)
            {
                _scratch[at] = 0;
            }

            for (int at = i; at < _dimensions.Length; at += BlockTransposer.Ballots)
            {
                _dimensions[at] = 0;
            }
        }

        ReadOnlySpan<ushort> days = segment.Days.AsSpan(block * ColumnSegment.BlockBallots, _filled);
        ReadOnlySpan<ushort> fields = segment.Fields.AsSpan(block * ColumnSegment.BlockBallots, _filled);
        (ushort first, ushort last, ushort lastField) = (days[0], days[0], fields[0]);
        for (int i = 1; i < days.Length && i < fields.Length; i++)
        {
            first = Math.Min(first, days[i]);
            last = Math.Max(last, days[i]);
            lastField = Math.Max(lastField, fields[i]);
        }

        segment.FirstDays[block] = first;
        segment.LastDays[block] = last;
        segment.LastFields[block] = lastField;
        for (int g = 0; g < _planes.Groups.Length; g++)
        {
            LaneGroup group = _planes.Groups[g];
            ReadOnlySpan<ulong> rows = _scratch.AsSpan(g * BlockTransposer.Ballots, BlockTransposer.Ballots);
            Span<ulong> target = segment.Groups[g].AsSpan(block * group.WordsPerBlock, group.WordsPerBlock);
            for (int plane = 0; plane < group.PlaneCount; plane++)
            {
                BlockTransposer.ToPlane(rows, plane, _words, _path);
                _words.AsSpan(0, group.LaneCount).CopyTo(target[(plane * group.LaneCount)..]);
            }
        }

        foreach (DimensionColumn dimension in _planes.Dimensions)
        {
            for (int plane = 0; plane < dimension.PlaneCount; plane++)
            {
                int bit = dimension.FirstBit + plane;
                ReadOnlySpan<byte> bytes = _dimensions.AsSpan(bit / 8 * BlockTransposer.Ballots, BlockTransposer.Ballots);
                segment.Dimensions[dimension.FirstPlane + plane][block] = BlockTransposer.BitsOf(bytes, bit % 8, _path);
            }
        }

        _filled = 0;
    }

    /// <summary>Eight slots as one word; those behind the last are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EightFrom(ReadOnlySpan<byte> slots, int first)
    {
        int left = slots.Length - first;
        return left >= LaneGroup.Lanes ? BinaryPrimitives.ReadUInt64LittleEndian(slots[first..])
            : slots.Length >= LaneGroup.Lanes ? BinaryPrimitives.ReadUInt64LittleEndian(slots[^LaneGroup.Lanes..]) >> (8 * (LaneGroup.Lanes - left))
            : FewerThanEight(slots);
    }

    private static ulong FewerThanEight(ReadOnlySpan<byte> slots)
    {
        ulong word = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            word |= (ulong)slots[i] << (8 * i);
        }

        return word;
    }

    private void ThrowBadCode(ReadOnlySpan<byte> codes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            Questionnaires.ItemLayout item = _schema.Layout.Items[i];
            if (codes[i] >= item.CodeCount)
            {
                throw new ArgumentException($"Code {codes[i]} is none of item '{item.Item.Code}', which has codes 0 to {item.CodeCount - 1}.", nameof(codes));
            }
        }
    }

    private void ThrowBadFact(in BallotFacts facts)
    {
        DateOnly last = _schema.FirstDay.AddDays(_schema.DayCount - 1);
        string what = facts.Unit < 0 ? $"unit {facts.Unit} is negative"
            : facts.Day < _schema.FirstDay || facts.Day > last ? $"day {facts.Day:O} is outside {_schema.FirstDay:O} to {last:O}"
            : (uint)facts.ProcedureField >= ColumnSchema.MaximumProcedureFields ? $"procedure field {facts.ProcedureField} is outside 0 to {ColumnSchema.MaximumProcedureFields - 1}"
            : (uint)facts.Mode >= (uint)ColumnSchema.ModeCount ? $"{(int)facts.Mode} is no collection mode"
            : $"{(int)facts.Basis} is no selection basis";
        throw new ArgumentException($"The ballot cannot be kept: {what}.", nameof(facts));
    }

    private void ThrowBadAttribute(in BallotFacts facts, int index)
    {
        AttributeColumn attribute = _schema.Attributes[index];
        throw new ArgumentException($"Value {facts.Attributes[index]} is none of attribute '{attribute.Code}', which has values 0 to {attribute.ValueCount - 1}.", nameof(facts));
    }
}
