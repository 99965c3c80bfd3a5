using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sipas.Counting.Kernels;
using Sipas.Packs;

namespace Sipas.Counting;

/// <summary>Writes ballots as rows, and rows as blocks. Not safe for concurrent use.</summary>
internal sealed class BlockWriter
{
    private readonly ColumnSchema _schema;
    private readonly PlaneLayout _planes;
    private readonly VectorPath _path;
    private readonly ulong[] _scratch;
    private readonly ulong[] _words = new ulong[LaneGroup.Lanes];
    private readonly int _itemCount;
    private readonly int _dimensionOffset;
    private readonly int _tailOffset;
    private readonly int _rowBytes;
    private readonly int _firstDayNumber;
    private readonly int _dayCount;
    private readonly bool _isQuestionnaireOrder;
    private readonly ulong[] _missingTo127;
    private readonly byte[] _placed;
    private readonly int[] _attributeValues;
    private int _filled;

    internal BlockWriter(ColumnSchema schema, VectorPath path)
    {
        _schema = schema;
        _planes = schema.Planes;
        _path = path;
        _scratch = new ulong[_planes.ChunkCount * BlockTransposer.Ballots];
        _itemCount = _planes.SlotOfItem.Length;
        _dimensionOffset = _planes.DimensionOffset;
        _tailOffset = _planes.TailOffset;
        _rowBytes = _planes.RowBytes;
        _firstDayNumber = schema.FirstDay.DayNumber;
        _dayCount = schema.DayCount;
        _isQuestionnaireOrder = _planes.IsQuestionnaireOrder;
        _missingTo127 = [.. MemoryMarshal.Cast<byte, ulong>(_planes.AllowedMaximum).ToArray()
            .Select(maximum => 0x7F7F7F7F7F7F7F7F - maximum)];
        _placed = new byte[_planes.ItemSlots];
        _attributeValues = [.. schema.Attributes.Select(attribute => attribute.ValueCount)];
    }

    /// <summary>Writes one ballot as a row.</summary>
    /// <exception cref="ArgumentException">A code or a fact is not valid in the schema. The row must not be used in this case.</exception>
    /// <returns>Days from the first day of the schema to the ballot's day.</returns>
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
        WriteCodes(codes, row);
        Span<byte> dimensions = row[_dimensionOffset.._tailOffset];
        dimensions[PlaneLayout.FlagDimension] = facts.Flagged ? (byte)1 : (byte)0;
        dimensions[PlaneLayout.BasisDimension] = (byte)facts.Basis;
        dimensions[PlaneLayout.ModeDimension] = (byte)facts.Mode;
        ulong attributes = facts.Attributes.Packed;
        dimensions = dimensions[PlaneLayout.FirstAttributeDimension..];
        int[] attributeValues = _attributeValues;
        for (int i = 0; i < attributeValues.Length && i < dimensions.Length; i++, attributes >>= 8)
        {
            byte value = (byte)attributes;
            if (value >= attributeValues[i])
            {
                ThrowBadAttribute(facts, i);
            }

            dimensions[i] = value;
        }

        if (attributes != 0)
        {
            throw new ArgumentException($"A value was given for an attribute beyond the {_schema.Attributes.Count} of the schema.",
                nameof(facts));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(row[_tailOffset..], (uint)day | ((uint)facts.ProcedureField << 16));
        return day;
    }

    /// <summary>Starts a segment, or a block that does not directly follow the last one.</summary>
    internal void Begin() => _filled = 0;

    /// <summary>Writes the next row of a segment. A block is complete after its 64th row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Append(ReadOnlySpan<byte> row, ColumnSegment segment, ref int block)
    {
        Put(row, segment, block);
        if (_filled == ColumnSegment.BlockBallots)
        {
            End(segment, block++);
        }
    }

    /// <summary>Writes the last block if it is partly filled.</summary>
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
        ReadOnlySpan<uint> halves = MemoryMarshal.Cast<byte, uint>(row[.._dimensionOffset]);
        for (int group = 0; group < halves.Length && at < scratch.Length; group++, at += BlockTransposer.Ballots)
        {
            scratch[at] = ToBytes(halves[group]);
        }

        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(row[_dimensionOffset..]);
        for (int chunk = 0; chunk < words.Length && at < scratch.Length; chunk++, at += BlockTransposer.Ballots)
        {
            scratch[at] = words[chunk];
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
            for (int chunk = 0; chunk < _planes.ChunkCount; chunk++)
            {
                _scratch[(chunk * BlockTransposer.Ballots) + BlockTransposer.IndexOf(i)] = 0;
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

        for (int chunk = _planes.Groups.Length; chunk < _planes.ChunkCount; chunk++)
        {
            WriteDimensions(segment, block, chunk);
        }

        _filled = 0;
    }

    private void WriteDimensions(ColumnSegment segment, int block, int chunk)
    {
        ReadOnlySpan<ulong> rows = _scratch.AsSpan(chunk * BlockTransposer.Ballots, BlockTransposer.Ballots);
        int planes = 0;
        foreach (DimensionColumn dimension in _planes.Dimensions)
        {
            planes = dimension.Slot >> 3 == chunk ? Math.Max(planes, dimension.PlaneCount) : planes;
        }

        for (int plane = 0; plane < planes; plane++)
        {
            BlockTransposer.ToPlane(rows, plane, _words, _path);
            foreach (DimensionColumn dimension in _planes.Dimensions)
            {
                if (dimension.Slot >> 3 == chunk && plane < dimension.PlaneCount)
                {
                    segment.Dimensions[dimension.FirstPlane + plane][block] = _words[dimension.Slot & 7];
                }
            }
        }
    }

    // Eight codes at a time, from questionnaire order or from slot order.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteCodes(ReadOnlySpan<byte> codes, Span<byte> row)
    {
        ReadOnlySpan<byte> slots = _isQuestionnaireOrder && codes.Length >= 8 ? codes : Place(codes);
        ulong[] missingTo127 = _missingTo127;
        ulong over = 0;
        for (int chunk = 0; chunk < missingTo127.Length; chunk++)
        {
            // Slots beyond the last item are set to 0.
            int beyond = Math.Max(0, (8 * chunk) + 8 - slots.Length);
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(slots[((8 * chunk) - beyond)..]) >> (8 * beyond);

            // Byte by byte: code + (127 − maximum) reaches bit 7 when the code is too large; codes from 128 already have bit 7 set.
            over |= (word + missingTo127[chunk]) | word;
            BinaryPrimitives.WriteUInt32LittleEndian(row[(4 * chunk)..], ToHalves(word));
        }

        if ((over & 0x8080808080808080) != 0)
        {
            ThrowBadCode(codes);
        }
    }

    private ReadOnlySpan<byte> Place(ReadOnlySpan<byte> codes)
    {
        // Slots without an item remain 0.
        for (int i = 0; i < codes.Length; i++)
        {
            _placed[_planes.SlotOfItem[i]] = codes[i];
        }

        return _placed;
    }

    // Packs the low halves of eight bytes.
    private static uint ToHalves(ulong bytes)
    {
        bytes = (bytes | (bytes >> 4)) & 0x00FF00FF00FF00FF;
        bytes = (bytes | (bytes >> 8)) & 0x0000FFFF0000FFFF;
        return (uint)(bytes | (bytes >> 16));
    }

    private static ulong ToBytes(uint halves)
    {
        ulong bytes = halves;
        bytes = (bytes | (bytes << 16)) & 0x0000FFFF0000FFFF;
        bytes = (bytes | (bytes << 8)) & 0x00FF00FF00FF00FF;
        return (bytes | (bytes << 4)) & 0x0F0F0F0F0F0F0F0F;
    }

    private void ThrowBadCode(ReadOnlySpan<byte> codes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            ItemLayout item = _schema.Layout.Items[i];
            if (codes[i] >= item.CodeCount)
            {
                throw new ArgumentException(
                    $"Code {codes[i]} is none of item '{item.Item.Code}', which has codes 0 to {item.CodeCount - 1}.", nameof(codes));
            }
        }
    }

    private void ThrowBadFact(in BallotFacts facts)
    {
        DateOnly last = _schema.FirstDay.AddDays(_schema.DayCount - 1);
        string what = facts.Unit < 0 ? $"unit {facts.Unit} is negative"
            : facts.Day < _schema.FirstDay || facts.Day > last ? $"day {facts.Day:O} is outside {_schema.FirstDay:O} to {last:O}"
            : (uint)facts.ProcedureField >= ColumnSchema.MaximumProcedureFields
                ? $"procedure field {facts.ProcedureField} is outside 0 to {ColumnSchema.MaximumProcedureFields - 1}"
            : (uint)facts.Mode >= (uint)ColumnSchema.ModeCount ? $"{(int)facts.Mode} is no collection mode"
            : $"{(int)facts.Basis} is no selection basis";
        throw new ArgumentException($"The ballot cannot be kept: {what}.", nameof(facts));
    }

    private void ThrowBadAttribute(in BallotFacts facts, int index)
    {
        AttributeColumn attribute = _schema.Attributes[index];
        throw new ArgumentException(
            $"Value {facts.Attributes[index]} is none of attribute '{attribute.Code}', which has values 0 to {attribute.ValueCount - 1}.",
            nameof(facts));
    }
}
