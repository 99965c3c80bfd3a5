namespace Sipas.Counting;

/// <summary>Consecutive ballots of one unit in a segment, from a bit of its first block to a bit of its last. Adjacent units
/// share the blocks at their boundaries.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="FirstBallot">Position of the first ballot: 64 × block + bit.</param>
/// <param name="BallotCount">Number of ballots, at least one.</param>
internal readonly record struct UnitRun(int Unit, int FirstBallot, int BallotCount)
{
    internal int FirstBlock => FirstBallot / ColumnSegment.BlockBallots;

    /// <summary>Index one more than the last block.</summary>
    internal int EndBlock => ((FirstBallot + BallotCount - 1) / ColumnSegment.BlockBallots) + 1;
}
