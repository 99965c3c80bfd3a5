using System.Buffers;

namespace Sipas.Aggregation;

/// <summary>What a query does with the blocks it is shown, on one thread.</summary>
internal interface IBlockSink
{
    /// <param name="segment">The segment.</param>
    /// <param name="unit">The unit of the blocks.</param>
    /// <param name="firstBlock">First of the blocks.</param>
    /// <param name="blockCount">Number of blocks.</param>
    /// <param name="masks">The ballots wanted, a word a block; empty for all.</param>
    void Take(ColumnSegment segment, int unit, int firstBlock, int blockCount, ReadOnlySpan<ulong> masks);
}

/// <summary>Shows every block that may hold a wanted ballot to a sink: range by range of units, on as many threads as there are sinks.</summary>
internal static class ColumnScanner
{
    // Bounds the masks of a step, and how long a cancelled query runs on.
    internal const int StepBlocks = 1024;

    internal static void Scan(BallotColumns columns, CompiledFilter filter, QueryOptions options, ReadOnlySpan<IBlockSink> sinks)
    {
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
            // No thread may still write into the result when the caller gets it, or the exception, back.
            Task.WhenAll(others).GetAwaiter().GetResult();
        }

        options.Progress?.Report(1);
    }

    private static void ScanUnits(
        BallotColumns columns, CompiledFilter filter, QueryOptions options, IBlockSink sink, int fromUnit, int toUnit, ScanProgress progress)
    {
        ulong[] rented = ArrayPool<ulong>.Shared.Rent(StepBlocks);
        foreach (SegmentView view in columns.Segments)
        {
            int start = view.RunsSorted ? FirstRunFrom(view.Runs, fromUnit) : 0;
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

                options.CancellationToken.ThrowIfCancellationRequested();
                if (filter.AdmitsUnit(run.Unit))
                {
                    TakeRun(view.Segment, run, filter, options, sink, rented);
                }

                progress.Passed(run.BlockCount);
            }
        }

        ArrayPool<ulong>.Shared.Return(rented);
    }

    private static void TakeRun(ColumnSegment segment, UnitRun run, CompiledFilter filter, QueryOptions options, IBlockSink sink, ulong[] rented)
    {
        for (int done = 0; done < run.BlockCount; done += StepBlocks)
        {
            int first = run.FirstBlock + done, count = Math.Min(StepBlocks, run.BlockCount - done);
            if (done > 0)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
            }

            if (!filter.MasksBallots)
            {
                sink.Take(segment, run.Unit, first, count, default);
                continue;
            }

            Span<ulong> masks = rented.AsSpan(0, count);
            filter.Mask(segment, first, masks);
            int from = masks.IndexOfAnyExcept(0UL);
            if (from >= 0)
            {
                int to = masks.LastIndexOfAnyExcept(0UL) + 1;
                sink.Take(segment, run.Unit, first + from, to - from, masks[from..to]);
            }
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
        private readonly double _blocks = Math.Max(1, (double)ballots / ColumnSegment.BlockBallots);
        private long _passed;

        internal void Passed(int blocks)
        {
            if (progress is not null)
            {
                // Part-filled blocks can push the share past its end; the caller is told 1 only when all is done.
                progress.Report(Math.Min(0.999, Interlocked.Add(ref _passed, blocks) / _blocks));
            }
        }
    }
}
