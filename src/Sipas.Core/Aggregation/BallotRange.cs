using System.Numerics;

namespace Sipas.Aggregation;

/// <summary>Ballots of one unit in blocks that follow each other: a query sees its blocks through a mask each.</summary>
internal readonly ref struct BallotRange
{
    private readonly ReadOnlySpan<ulong> _wanted;

    /// <param name="run">The ballots.</param>
    /// <param name="wanted">A word for each of the run's blocks: the ballots wanted of those in the block, of whichever unit. Empty for all.</param>
    internal BallotRange(UnitRun run, ReadOnlySpan<ulong> wanted)
    {
        Run = run;
        FirstBlock = run.FirstBlock;
        BlockCount = run.EndBlock - FirstBlock;
        Head = ulong.MaxValue << (run.FirstBallot % ColumnSegment.BlockBallots);
        Tail = ulong.MaxValue >> (ColumnSegment.BlockBallots - 1 - ((run.FirstBallot + run.BallotCount - 1) % ColumnSegment.BlockBallots));
        _wanted = wanted;
    }

    internal UnitRun Run { get; }

    internal int Unit => Run.Unit;

    internal int FirstBlock { get; }

    internal int BlockCount { get; }

    /// <summary>The range's ballots in its first block, as far as that alone bounds them.</summary>
    internal ulong Head { get; }

    /// <summary>The range's ballots in its last block, as far as that alone bounds them.</summary>
    internal ulong Tail { get; }

    /// <summary>The ballots wanted, block by block, not bounded by <see cref="Head"/> and <see cref="Tail"/>; empty for all.</summary>
    internal ReadOnlySpan<ulong> Wanted => _wanted;

    /// <summary>The ballots of one block that are in the range and wanted.</summary>
    internal ulong Mask(int block) =>
        (_wanted.IsEmpty ? ulong.MaxValue : _wanted[block]) & (block == 0 ? Head : ulong.MaxValue) & (block == BlockCount - 1 ? Tail : ulong.MaxValue);

    /// <summary>Ballots in the range and wanted.</summary>
    internal long CountBallots()
    {
        if (_wanted.IsEmpty)
        {
            return Run.BallotCount;
        }

        long ballots = BitOperations.PopCount(Mask(0));
        for (int i = 1; i < _wanted.Length; i++)
        {
            ballots += BitOperations.PopCount(i == BlockCount - 1 ? _wanted[i] & Tail : _wanted[i]);
        }

        return ballots;
    }

    /// <summary>A part of the range.</summary>
    /// <param name="firstBallot">Place of the part's first ballot.</param>
    /// <param name="ballotCount">Its ballots, at least one.</param>
    internal BallotRange Part(int firstBallot, int ballotCount)
    {
        var run = new UnitRun(Unit, firstBallot, ballotCount);
        return new BallotRange(run, _wanted.IsEmpty ? default : _wanted[(run.FirstBlock - FirstBlock)..(run.EndBlock - FirstBlock)]);
    }

    /// <summary>The same ballots, of which others are wanted.</summary>
    internal BallotRange WithWanted(ReadOnlySpan<ulong> wanted) => new(Run, wanted);
}
