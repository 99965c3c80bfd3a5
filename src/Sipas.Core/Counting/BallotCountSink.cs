using Sipas.Counting.Kernels;

namespace Sipas.Counting;

/// <summary>Counts the ballots of a scan in each part, without reading their answers.</summary>
internal sealed class BallotCountSink : HistogramSink
{
    private readonly BallotCounts _counts;

    internal BallotCountSink(ColumnSchema schema, BallotCounts counts, VectorPath path)
        : base(schema, counts.Axis, counts.IsPerUnit, countsAnswers: false, path) => _counts = counts;

    public override void Begin(int fromUnit, int toUnit)
    {
        if (_counts.IsPerUnit)
        {
            _counts.Clear(fromUnit, toUnit);
        }
        else
        {
            _counts.Clear(0, 1);
        }
    }

    protected override void AddBallots(int position, long ballots, ColumnSegment segment, in BallotRange range) =>
        _counts.Mutable(Unit, position) += ballots;

    protected override FieldRows NewFieldRows() => new EmptyRows(this);

    /// <summary>Rows without numbers: only the ballots of a sector are counted.</summary>
    private sealed class EmptyRows(BallotCountSink sink) : FieldRows(sink._counts.AxisLength, rowWords: 0)
    {
        protected override void WriteRows(ColumnSegment segment, int block, Span<ulong> rows)
        {
        }

        protected override void Take(int field, ReadOnlySpan<ulong> sums, int ballots) =>
            sink._counts.Mutable(sink.Unit, field) += ballots;
    }
}
