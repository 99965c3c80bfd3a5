using System.Numerics;

namespace Sipas.Counting;

/// <summary>Consecutive ballots of one unit. A query reads each block through a mask.</summary>
internal readonly ref struct BallotRange
{
    private readonly ReadOnlySpan<ulong> _wanted;

    /// <param name="run">The ballots.</param>
    /// <param name="wanted">One mask word per block of the run: the selected ballots of the block, of any unit. Empty for all.</param>
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

    /// <summary>Mask of the range's ballots in its first block, as bounded by the range's start only.</summary>
    internal ulong Head { get; }

    /// <summary>Mask of the range's ballots in its last block, as bounded by the range's end only.</summary>
    internal ulong Tail { get; }

    /// <summary>Masks of the selected ballots, block by block, not bounded by <see cref="Head"/> and <see cref="Tail"/>;
    /// empty for all.</summary>
    internal ReadOnlySpan<ulong> Wanted => _wanted;

    /// <summary>Returns the mask of one block: ballots that are in the range and selected.</summary>
    internal ulong Mask(int block) =>
        (_wanted.IsEmpty ? ulong.MaxValue : _wanted[block]) & (block == 0 ? Head : ulong.MaxValue) & (block == BlockCount - 1
            ? Tail
            : ulong.MaxValue);

    /// <summary>Returns the number of selected ballots in the range.</summary>
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

    /// <summary>Returns a part of the range.</summary>
    /// <param name="firstBallot">Position of the part's first ballot.</param>
    /// <param name="ballotCount">Number of ballots, at least one.</param>
    internal BallotRange Part(int firstBallot, int ballotCount)
    {
        var run = new UnitRun(Unit, firstBallot, ballotCount);
        return new BallotRange(run, _wanted.IsEmpty ? default : _wanted[(run.FirstBlock - FirstBlock)..(run.EndBlock - FirstBlock)]);
    }

    /// <summary>Returns the same range with another selection.</summary>
    internal BallotRange WithWanted(ReadOnlySpan<ulong> wanted) => new(Run, wanted);
}
