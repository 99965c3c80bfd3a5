using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sipas.Counting;

/// <summary>A filter compiled for application to blocks: each condition clears bits of the block masks.</summary>
internal sealed class CompiledFilter
{
    private readonly List<(DimensionColumn Column, int[] Values)> _dimensions = [];
    private readonly (ItemPlanes Planes, int[] Codes)[] _answers;
    private readonly int _firstDay;
    private readonly int _lastDay;
    private readonly bool[]? _units;
    private readonly bool[]? _fields;

    private CompiledFilter(ColumnSchema schema, BallotFilter filter)
    {
        _firstDay = filter.From is { } from ? Math.Max(0, from.DayNumber - schema.FirstDay.DayNumber) : 0;
        _lastDay = filter.To is { } to ? Math.Min(ushort.MaxValue, to.DayNumber - schema.FirstDay.DayNumber) : ushort.MaxValue;
        _units = Positions(filter.Units, int.MaxValue, "unit");
        _fields = Positions(filter.ServiceSectors, ColumnSchema.MaximumProcedureFields, "procedure field");
        DimensionColumn[] columns = schema.Planes.Dimensions;
        Require(columns[PlaneLayout.ModeDimension], filter.Modes?.Select(mode => (int)mode), "collection mode");
        Require(columns[PlaneLayout.BasisDimension], filter.Bases?.Select(basis => (int)basis), "selection basis");
        Require(columns[PlaneLayout.FlagDimension], filter.Flagged is { } flagged ? [flagged ? 1 : 0] : null, "flag");
        foreach ((int index, IReadOnlyCollection<byte> values) in filter.Attributes ?? new Dictionary<int, IReadOnlyCollection<byte>>())
        {
            if ((uint)index >= (uint)schema.Attributes.Count)
            {
                throw new ArgumentException($"The filter names attribute {index}; the schema has {schema.Attributes.Count}.",
                    nameof(filter));
            }

            Require(columns[PlaneLayout.FirstAttributeDimension + index], values.Select(value => (int)value),
                $"value of attribute '{schema.Attributes[index].Code}'");
        }

        _answers = filter.Answers is null
            ? []
            : [.. filter.Answers.Select(answer => (ItemPlanes.Of(schema, answer.Key), ItemPlanes.Codes(schema, answer.Key, answer.Value)))];
    }

    /// <summary>Whether the filter distinguishes ballots within a unit; if not, whole units are included or excluded.</summary>
    internal bool MasksBallots => _dimensions.Count > 0 || _answers.Length > 0 || _fields is not null || _firstDay > 0
        || _lastDay < ushort.MaxValue;

    internal static CompiledFilter Compile(ColumnSchema schema, BallotFilter? filter) => new(schema, filter ?? new BallotFilter());

    internal bool AdmitsAllUnits => _units is null;

    internal bool AdmitsUnit(int unit) => _units is null || ((uint)unit < (uint)_units.Length && _units[unit]);

    /// <summary>Writes the mask of each block: the ballots, of any unit, that meet every condition.</summary>
    internal void Mask(ColumnSegment segment, int firstBlock, Span<ulong> masks)
    {
        if (_firstDay > 0 || _lastDay < ushort.MaxValue)
        {
            MaskDays(segment, firstBlock, _firstDay, _lastDay, masks);
        }
        else
        {
            masks.Fill(ulong.MaxValue);
        }

        foreach ((DimensionColumn column, int[] values) in _dimensions)
        {
            AndAnyOf(segment, firstBlock, column, values, masks);
        }

        foreach ((ItemPlanes planes, int[] codes) in _answers)
        {
            planes.AndAnyOf(segment, firstBlock, codes, masks);
        }

        if (_fields is not null)
        {
            for (int i = 0; i < masks.Length; i++)
            {
                masks[i] &= masks[i] == 0
                    ? 0
                    : MatchFields(segment.Fields.AsSpan((firstBlock + i) * ColumnSegment.BlockBallots, ColumnSegment.BlockBallots),
                        _fields);
            }
        }
    }

    /// <summary>Masks the ballots of each block whose day is in a range.</summary>
    internal static void MaskDays(ColumnSegment segment, int firstBlock, int firstDay, int lastDay, Span<ulong> masks)
    {
        for (int i = 0; i < masks.Length; i++)
        {
            int block = firstBlock + i;
            int blockFirst = segment.FirstDays[block], blockLast = segment.LastDays[block];
            masks[i] = blockLast < firstDay || blockFirst > lastDay ? 0
                : blockFirst >= firstDay && blockLast <= lastDay ? ulong.MaxValue
                : MatchDays(segment.Days.AsSpan(block * ColumnSegment.BlockBallots, ColumnSegment.BlockBallots), firstDay, lastDay);
        }
    }

    /// <summary>Returns the position of the first ballot, from a start position on, whose day is outside a range; the end
    /// position if there is none.</summary>
    internal static int EndOfDays(ColumnSegment segment, int at, int end, int firstDay, int lastDay)
    {
        while (at < end)
        {
            int block = at / ColumnSegment.BlockBallots, start = block * ColumnSegment.BlockBallots;
            if (segment.FirstDays[block] < firstDay || segment.LastDays[block] > lastDay)
            {
                ulong outside = ~MatchDays(segment.Days.AsSpan(start, ColumnSegment.BlockBallots), firstDay,
                    lastDay) & (ulong.MaxValue << (at - start));
                if (outside != 0)
                {
                    return Math.Min(end, start + BitOperations.TrailingZeroCount(outside));
                }
            }

            at = start + ColumnSegment.BlockBallots;
        }

        return end;
    }

    /// <summary>Clears from each mask the ballots that have none of the values.</summary>
    internal static void AndAnyOf(ColumnSegment segment, int firstBlock, DimensionColumn column, ReadOnlySpan<int> values,
        Span<ulong> masks)
    {
        if (values.Length == 1)
        {
            for (int plane = 0; plane < column.PlaneCount; plane++)
            {
                ulong flip = (values[0] >> plane & 1) == 1 ? 0 : ulong.MaxValue;
                AndFlipped(segment.Dimensions[column.FirstPlane + plane].AsSpan(firstBlock, masks.Length), flip, masks);
            }

            return;
        }

        for (int i = 0; i < masks.Length; i++)
        {
            ulong any = 0;
            foreach (int value in values)
            {
                ulong match = masks[i];
                for (int plane = 0; plane < column.PlaneCount; plane++)
                {
                    ulong word = segment.Dimensions[column.FirstPlane + plane][firstBlock + i];
                    match &= (value >> plane & 1) == 1 ? word : ~word;
                }

                any |= match;
            }

            masks[i] = any;
        }
    }

    private static void AndFlipped(ReadOnlySpan<ulong> words, ulong flip, Span<ulong> masks)
    {
        Span<Vector256<ulong>> wideMasks = MemoryMarshal.Cast<ulong, Vector256<ulong>>(masks);
        ReadOnlySpan<Vector256<ulong>> wideWords = MemoryMarshal.Cast<ulong, Vector256<ulong>>(words);
        for (int i = 0; i < wideMasks.Length && i < wideWords.Length; i++)
        {
            wideMasks[i] &= wideWords[i] ^ Vector256.Create(flip);
        }

        for (int i = wideMasks.Length * Vector256<ulong>.Count; i < masks.Length; i++)
        {
            masks[i] &= words[i] ^ flip;
        }
    }

    private static ulong MatchDays(ReadOnlySpan<ushort> days, int firstDay, int lastDay)
    {
        Debug.Assert(firstDay is >= 0 and <= ushort.MaxValue && lastDay is >= 0 and <= ushort.MaxValue,
            "A block lies on both sides of a bound.");
        Vector256<ushort> first = Vector256.Create((ushort)firstDay), last = Vector256.Create((ushort)lastDay);
        ulong match = 0;
        for (int i = 0; i < ColumnSegment.BlockBallots; i += Vector256<ushort>.Count)
        {
            Vector256<ushort> day = Vector256.Create(days[i..]);
            Vector256<ushort> inside = Vector256.GreaterThanOrEqual(day, first) & Vector256.LessThanOrEqual(day, last);
            match |= (ulong)inside.ExtractMostSignificantBits() << i;
        }

        return match;
    }

    private static ulong MatchFields(ReadOnlySpan<ushort> fields, bool[] wanted)
    {
        ulong match = 0;
        for (int i = 0; i < fields.Length; i++)
        {
            match |= fields[i] < wanted.Length && wanted[fields[i]] ? 1UL << i : 0;
        }

        return match;
    }

    private static bool[]? Positions(IReadOnlyCollection<int>? filter, int limit, string what)
    {
        if (filter is null)
        {
            return null;
        }

        foreach (int position in filter)
        {
            if ((uint)position >= (uint)limit)
            {
                throw new ArgumentException($"The filter names {what} {position}; positions are 0 to {limit - 1}.", nameof(filter));
            }
        }

        bool[] wanted = new bool[filter.Count == 0 ? 0 : filter.Max() + 1];
        foreach (int position in filter)
        {
            wanted[position] = true;
        }

        return wanted;
    }

    private void Require(DimensionColumn column, IEnumerable<int>? filter, string what)
    {
        if (filter is null)
        {
            return;
        }

        int[] distinct = [.. filter.Distinct()];
        foreach (int value in distinct)
        {
            if ((uint)value >= (uint)column.ValueCount)
            {
                throw new ArgumentException($"The filter names {what} {value}; 0 to {column.ValueCount - 1} are known.", nameof(filter));
            }
        }

        _dimensions.Add((column, distinct));
    }
}
