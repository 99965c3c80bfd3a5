namespace Sipas.Counting;

/// <summary>Counts of one cell at one point in time.</summary>
internal sealed class LiveCell
{
    private readonly long[] _counters;

    internal LiveCell(LiveCellKey key, long ballots, long[] counters)
    {
        Key = key;
        BallotCount = ballots;
        _counters = counters;
    }

    /// <summary>Key of the cell.</summary>
    public LiveCellKey Key { get; }

    /// <summary>Number of ballots in the cell.</summary>
    public long BallotCount { get; }

    /// <summary>All counters, item by item, one counter per code.</summary>
    public ReadOnlySpan<long> Counters => _counters;
}
