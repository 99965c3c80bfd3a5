using System.Numerics;
using Sipas.Counting.Kernels;

namespace Sipas.Counting;

/// <summary>Splits the ballots of a scan along an axis and counts the ballots of each part, and the codes of every item if
/// requested.</summary>
internal abstract class HistogramSink : IBlockSink
{
    private readonly ColumnSchema _schema;
    private readonly CubeAxis _axis;
    private readonly bool _isPerUnit;
    private readonly GroupCounter[] _counters;
    private readonly ulong[] _masks = new ulong[ColumnScanner.StepBlocks + 1];
    private readonly ulong[] _counts = new ulong[GroupCounter.ResultWords];
    private FieldRows? _fieldRows;
    private ItemPlanes? _answer;

    /// <param name="schema">The schema of the columns.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="perUnit">Whether units are counted separately.</param>
    /// <param name="countsAnswers">Whether the answers are counted; if not, they are not read.</param>
    /// <param name="path">The vector path.</param>
    protected HistogramSink(ColumnSchema schema, CubeAxis axis, bool perUnit, bool countsAnswers, VectorPath path)
    {
        _schema = schema;
        _axis = axis;
        _isPerUnit = perUnit;
        _counters = countsAnswers ? [.. schema.Planes.Groups.Select(group => GroupCounter.For(path, group))] : [];
        Path = path;
    }

    protected VectorPath Path { get; }

    protected PlaneLayout Planes => _schema.Planes;

    /// <summary>The unit being counted, or 0 when units are not counted separately.</summary>
    protected int Unit { get; private set; }

    public abstract void Begin(int fromUnit, int toUnit);

    public void Take(ColumnSegment segment, in BallotRange range)
    {
        Unit = _isPerUnit ? range.Unit : 0;
        switch (_axis.Kind)
        {
            case CubeAxisKind.None:
                Count(segment, range, 0);
                break;
            case CubeAxisKind.Month:
                TakeByMonth(segment, range);
                break;
            case CubeAxisKind.ProcedureField:
                _fieldRows ??= NewFieldRows();
                _fieldRows.Add(segment, range);
                if (_isPerUnit)
                {
                    _fieldRows.Flush();
                }

                break;
            case CubeAxisKind.Answer:
                TakeByAnswer(segment, range);
                break;
            default:
                TakeByDimension(segment, range);
                break;
        }
    }

    public void End() => _fieldRows?.Flush();

    /// <summary>Adds the counts of a lane group: one row of eight lanes per code. Called only if answers are counted.</summary>
    protected virtual void AddCounts(int position, int group, ReadOnlySpan<ulong> counts)
    {
    }

    /// <summary>Adds the remaining counts of a cell after its groups were added.</summary>
    protected abstract void AddBallots(int position, long ballots, ColumnSegment segment, in BallotRange range);

    protected abstract FieldRows NewFieldRows();

    private void Count(ColumnSegment segment, in BallotRange range, int position)
    {
        long ballots = 0;
        Span<ulong> masks = stackalloc ulong[GroupCounter.FewBlocks];
        if (range.BlockCount <= GroupCounter.FewBlocks)
        {
            for (int i = 0; i < range.BlockCount; i++)
            {
                masks[i] = range.Mask(i);
                ballots += BitOperations.PopCount(masks[i]);
            }
        }
        else
        {
            ballots = range.CountBallots();
        }

        if (ballots == 0)
        {
            return;
        }

        GroupCounter[] counters = _counters;
        ulong[][] words = segment.Groups;
        for (int g = 0; g < counters.Length && g < words.Length; g++)
        {
            counters[g].Count(words[g], range, masks, ballots, _counts);
            AddCounts(position, g, _counts);
        }

        AddBallots(position, ballots, segment, range);
    }

    // Ballots of a built unit are sorted by month, so each month is one part. After live appends a month may occur several
    // times; its parts are added up.
    private void TakeByMonth(ColumnSegment segment, in BallotRange range)
    {
        int at = range.Run.FirstBallot, end = at + range.Run.BallotCount;
        while (at < end)
        {
            int month = _schema.MonthOfDay(segment.Days[at]);
            (int firstDay, int lastDay) = _schema.DaysOfMonth(month);
            int next = CompiledFilter.EndOfDays(segment, at, end, firstDay, lastDay);
            Count(segment, range.Part(at, next - at), month);
            at = next;
        }
    }

    private void TakeByDimension(ColumnSegment segment, in BallotRange range)
    {
        DimensionColumn column = _schema.Planes.Dimensions[_axis.Dimension];
        for (int value = 0; value < column.ValueCount; value++)
        {
            Span<ulong> wanted = WantedOf(range);
            CompiledFilter.AndAnyOf(segment, range.FirstBlock, column, [value], wanted);
            Count(segment, range.WithWanted(wanted), value);
        }
    }

    private void TakeByAnswer(ColumnSegment segment, in BallotRange range)
    {
        _answer ??= ItemPlanes.Of(_schema, _axis.ItemIndex);
        int codes = _schema.Layout.Items[_axis.ItemIndex].CodeCount;
        for (int code = 0; code < codes; code++)
        {
            Span<ulong> wanted = WantedOf(range);
            _answer.AndAnyOf(segment, range.FirstBlock, [code], wanted);
            Count(segment, range.WithWanted(wanted), code);
        }
    }

    private Span<ulong> WantedOf(in BallotRange range)
    {
        Span<ulong> wanted = _masks.AsSpan(0, range.BlockCount);
        if (range.Wanted.IsEmpty)
        {
            wanted.Fill(ulong.MaxValue);
        }
        else
        {
            range.Wanted.CopyTo(wanted);
        }

        return wanted;
    }
}
