namespace Sipas.Counting;

/// <summary>Processes the blocks of a query on one thread.</summary>
internal interface IBlockSink
{
    /// <summary>Starts a range of units and resets the sink's counts of these units to 0.</summary>
    void Begin(int fromUnit, int toUnit);

    /// <param name="segment">The segment.</param>
    /// <param name="range">Ballots of one unit, with the selected ones marked.</param>
    void Take(ColumnSegment segment, in BallotRange range);

    /// <summary>Ends the scan. No more blocks follow.</summary>
    void End();
}
