using System.Buffers;

namespace Sipas.Counting;

/// <summary>Passes every block that may contain a selected ballot to a sink, one range of units at a time, on as many
/// threads as there are sinks.</summary>
internal static class ColumnScanner
{
    // Limits the number of masks per step, and how long a cancelled query continues to run.
    internal const int StepBlocks = 1024;
    private const int StepBallots = StepBlocks * ColumnSegment.BlockBallots;

    internal static void Scan(BallotColumns columns, CompiledFilter filter, QueryOptions options, ReadOnlySpan<IBlockSink> sinks)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        int[] bounds = columns.SplitUnits(sinks.Length);
        var progress = new ScanProgress(columns.BallotCount, options.Progress);
        var others = new Task[sinks.Length - 1];
        for (int i = 1; i < sinks.Length; i++)
        {
            IBlockSink sink = sinks[i];
            int from = bounds[i], to = bounds[i + 1];
            others[i - 1] = Task.Run(() => ScanUnits(columns, filter, options, sink, from, to, progress));
        }

        try
        {
            ScanUnits(columns, filter, options, sinks[0], bounds[0], bounds[1], progress);
        }
        finally
        {
            // No thread may still write into the result when the caller receives it, or the exception.
            Task.WhenAll(others).GetAwaiter().GetResult();
        }

        options.Progress?.Report(1);
    }

    private static void ScanUnits(
        BallotColumns columns, CompiledFilter filter, QueryOptions options, IBlockSink sink, int fromUnit, int toUnit,
        ScanProgress progress)
    {
        sink.Begin(fromUnit, toUnit);
        ulong[] rented = filter.MasksBallots ? ArrayPool<ulong>.Shared.Rent(StepBlocks + 1) : [];
        foreach (SegmentView view in columns.Segments)
        {
            var masks = new MaskedBlocks(filter, view, rented);
            int start = view.RunsSorted ? FirstRunFrom(view.Runs, fromUnit) : 0, passed = 0;
            for (int r = start; r < view.Runs.Length; r++)
            {
                UnitRun run = view.Runs[r];
                if (run.Unit < fromUnit || run.Unit >= toUnit)
                {
                    if (view.RunsSorted)
                    {
                        break;
                    }

                    continue;
                }

                if (filter.AdmitsUnit(run.Unit))
                {
                    for (int done = 0; done < run.BallotCount; done += StepBallots)
                    {
                        var step = new UnitRun(run.Unit, run.FirstBallot + done, Math.Min(StepBallots, run.BallotCount - done));
                        ReadOnlySpan<ulong> wanted = filter.MasksBallots ? masks.Of(step) : default;
                        if (!filter.MasksBallots || wanted.ContainsAnyExcept(0UL))
                        {
                            sink.Take(view.Segment, new BallotRange(step, wanted));
                        }
                    }
                }

                passed += run.BallotCount;
                if (passed >= StepBallots)
                {
                    options.CancellationToken.ThrowIfCancellationRequested();
                    progress.Passed(passed);
                    passed = 0;
                }
            }

            progress.Passed(passed);
        }

        sink.End();
        if (rented.Length > 0)
        {
            ArrayPool<ulong>.Shared.Return(rented);
        }
    }

    private static int FirstRunFrom(UnitRun[] runs, int unit)
    {
        int low = 0, high = runs.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = runs[middle].Unit < unit ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private sealed class ScanProgress(long ballots, IProgress<double>? progress)
    {
        private readonly double _ballots = Math.Max(1, (double)ballots);
        private long _passed;

        internal void Passed(int ballots)
        {
            if (progress is not null && ballots > 0)
            {
                // 1 is reported only after all work is done.
                progress.Report(Math.Min(0.999, Interlocked.Add(ref _passed, ballots) / _ballots));
            }
        }
    }

    /// <summary>Computes the masks of blocks during a scan: many blocks at a time where every unit is selected, because a
    /// unit may have very few blocks.</summary>
    private ref struct MaskedBlocks(CompiledFilter filter, SegmentView view, Span<ulong> masks)
    {
        private readonly Span<ulong> _masks = masks;
        private readonly int _endBlock = view.EndBlock;
        private int _first;
        private int _end;

        internal ReadOnlySpan<ulong> Of(UnitRun run)
        {
            if (run.FirstBlock < _first || run.EndBlock > _end)
            {
                _first = run.FirstBlock;
                _end = filter.AdmitsAllUnits ? Math.Min(_first + StepBlocks + 1, _endBlock) : run.EndBlock;
                filter.Mask(view.Segment, _first, _masks[..(_end - _first)]);
            }

            return _masks[(run.FirstBlock - _first)..(run.EndBlock - _first)];
        }
    }
}
