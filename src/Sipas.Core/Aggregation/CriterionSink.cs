using System.Numerics;
using System.Runtime.Intrinsics;
using Sipas.Aggregation.Kernels;
using Sipas.Questionnaires;

namespace Sipas.Aggregation;

/// <summary>Counts the codes of each part and stores only the sums of groups of items. Lane groups without any of their
/// items are not read.</summary>
internal sealed class CriterionSink : HistogramSink
{
    private readonly ColumnSchema _schema;
    private readonly CriterionSums _sums;

    // Per lane group: for each code, eight mask words that select the lanes in which it is satisfied, then eight that select
    // those in which it is valid.
    private readonly ulong[][] _stored;
    private readonly (int Lane, int Group)[][] _members;

    internal CriterionSink(ColumnSchema schema, CriterionSums sums, VectorPath path)
        : base(schema, sums.Axis, sums.IsPerUnit, GroupsOf(schema.Planes, sums.Grouping), path)
    {
        _schema = schema;
        _sums = sums;
        _stored = [.. schema.Planes.Groups.Select(group => Enumerable.Range(0, group.CodeCount).SelectMany(code =>
            Lanes(group, item => item.SatisfiedCodes >> code & 1)
            .Concat(Lanes(group, item => code >= 1 && code <= item.LevelCount ? 1 : 0))).ToArray())];
        _members = [.. schema.Planes.Groups.Select((_, g) => (
            from criterion in Enumerable.Range(0, sums.Grouping.Count)
            from item in sums.Grouping.ItemsOf(criterion)
            let slot = schema.Planes.SlotOfItem[item]
            where slot / LaneGroup.Lanes == g
            select (slot % LaneGroup.Lanes, criterion)).ToArray())];

        IEnumerable<ulong> Lanes(LaneGroup group, Func<ItemLayout, int> keeps) => Enumerable.Range(0, LaneGroup.Lanes)
            .Select(lane => lane < group.LaneCount && keeps(schema.Layout.Items[group.Items[lane]]) == 1 ? ulong.MaxValue : 0);
    }

    public override void Begin(int fromUnit, int toUnit)
    {
        if (_sums.IsPerUnit)
        {
            _sums.Clear(fromUnit, toUnit);
        }
        else
        {
            _sums.Clear(0, 1);
        }
    }

    protected override void AddCounts(int position, int group, ReadOnlySpan<ulong> counts)
    {
        ReadOnlySpan<ulong> stored = _stored[group];
        Vector512<ulong> satisfied = Vector512<ulong>.Zero, valid = Vector512<ulong>.Zero;
        for (; stored.Length >= 2 * LaneGroup.Lanes; stored = stored[(2 * LaneGroup.Lanes)..], counts = counts[LaneGroup.Lanes..])
        {
            Vector512<ulong> answers = Vector512.Create(counts);
            satisfied += answers & Vector512.Create(stored);
            valid += answers & Vector512.Create(stored[LaneGroup.Lanes..]);
        }

        Span<ulong> satisfiedLanes = stackalloc ulong[LaneGroup.Lanes], validLanes = stackalloc ulong[LaneGroup.Lanes];
        satisfied.CopyTo(satisfiedLanes);
        valid.CopyTo(validLanes);
        Span<long> satisfiedSums = _sums.MutableSatisfied(Unit, position), validSums = _sums.MutableValid(Unit, position);
        foreach ((int lane, int criterion) in _members[group])
        {
            satisfiedSums[criterion] += (long)satisfiedLanes[lane];
            validSums[criterion] += (long)validLanes[lane];
        }
    }

    protected override void AddBallots(int position, long ballots, ColumnSegment segment, in BallotRange range) =>
        _sums.MutableBallots(Unit, position) += ballots;

    protected override FieldRows NewFieldRows() => new SumRows(this);

    private static bool[] GroupsOf(PlaneLayout planes, ItemGrouping grouping)
    {
        bool[] wanted = new bool[planes.Groups.Length];
        for (int criterion = 0; criterion < grouping.Count; criterion++)
        {
            foreach (int item in grouping.ItemsOf(criterion))
            {
                wanted[planes.SlotOfItem[item] / LaneGroup.Lanes] = true;
            }
        }

        return wanted;
    }

    /// <summary>A row with one byte per sum. A sum is the number of satisfied or valid answers of a ballot to some items of
    /// one group.</summary>
    /// <remarks>The bits of the items' words are added by bit-sliced counters across the 64 ballots; their planes are then
    /// converted to bytes.</remarks>
    private sealed class SumRows : FieldRows
    {
        // Allows a byte to hold the sum of several ballots. A group with more items has several sums.
        private const int MaxItems = 31;

        private readonly CriterionSink _sink;
        private readonly CodeSets _codes;
        private readonly Sum[] _sums;
        private readonly int _planeCount;
        private readonly ulong[] _found;
        private readonly ulong[] _planes;

        internal SumRows(CriterionSink sink)
            : this(sink, new CodeSets(sink.Planes))
        {
        }

        private SumRows(CriterionSink sink, CodeSets codes)
            : this(sink, codes, [.. SumsOf(sink, codes)])
        {
        }

        private SumRows(CriterionSink sink, CodeSets codes, Sum[] sums)
            : base(sink._sums.AxisLength, (sums.Length + LaneGroup.Lanes - 1) / LaneGroup.Lanes,
                Math.Max(1, sums.Length == 0 ? 0 : sums.Max(sum => sum.Words.Length)))
        {
            _sink = sink;
            _codes = codes;
            _sums = sums;
            codes.Compile();
            _found = new ulong[codes.WordCount];
            _planeCount = sums.Length == 0 ? 0 : sums.Max(sum => BitOperations.Log2((uint)Math.Max(1, sum.Words.Length)) + 1);

            // Plane by plane, with one word per sum in each plane, in multiples of eight.
            _planes = new ulong[_planeCount * ((sums.Length + LaneGroup.Lanes - 1) / LaneGroup.Lanes * LaneGroup.Lanes)];
        }

        protected override void WriteRows(ColumnSegment segment, int block, Span<ulong> rows)
        {
            _codes.Find(_sink.Path, segment, block, _found);
            if (_sums.Length == 0)
            {
                return;
            }

            int stride = _planes.Length / _planeCount;
            Array.Clear(_planes);
            for (int sum = 0; sum < _sums.Length; sum++)
            {
                foreach (int word in _sums[sum].Words)
                {
                    ulong carry = _found[word];
                    for (int at = sum; at < _planes.Length; at += stride)
                    {
                        ulong bits = _planes[at];
                        _planes[at] = bits ^ carry;
                        carry &= bits;
                    }
                }
            }

            for (int eight = 0; eight < stride / LaneGroup.Lanes; eight++)
            {
                Span<ulong> target = rows.Slice(eight * BlockTransposer.Ballots, BlockTransposer.Ballots);
                for (int plane = 0; plane < _planeCount; plane++)
                {
                    BlockTransposer.FromPlane(_planes.AsSpan((plane * stride) + (eight * LaneGroup.Lanes), LaneGroup.Lanes), plane, target,
                        _sink.Path);
                }
            }
        }

        protected override void Take(int field, ReadOnlySpan<ulong> sums, int ballots)
        {
            Span<long> satisfied = _sink._sums.MutableSatisfied(_sink.Unit, field), valid = _sink._sums.MutableValid(_sink.Unit, field);
            for (int sum = 0; sum < _sums.Length; sum++)
            {
                byte value = (byte)(sums[sum / LaneGroup.Lanes] >> (sum % LaneGroup.Lanes * 8));
                (_sums[sum].IsSatisfied ? satisfied : valid)[_sums[sum].Group] += value;
            }

            _sink._sums.MutableBallots(_sink.Unit, field) += ballots;
        }

        private static IEnumerable<Sum> SumsOf(CriterionSink sink, CodeSets codes)
        {
            for (int group = 0; group < sink._sums.Grouping.Count; group++)
            {
                foreach (int[] items in sink._sums.Grouping.ItemsOf(group).Chunk(MaxItems))
                {
                    ItemLayout[] layouts = [.. items.Select(item => sink._schema.Layout.Items[item])];
                    yield return new Sum(group, true, [.. layouts.Select(item => codes.Require(item.Index, item.SatisfiedCodes))]);
                    yield return new Sum(group, false,
                        [.. layouts.Select(item => codes.Require(item.Index, ((1 << item.LevelCount) - 1) << 1))]);
                }
            }
        }

        private readonly record struct Sum(int Group, bool IsSatisfied, int[] Words);
    }
}
