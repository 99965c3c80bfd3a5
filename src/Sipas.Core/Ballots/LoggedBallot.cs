namespace Sipas.Ballots;

/// <summary>A ballot of the log as it counted when it was received, regardless of later corrections.</summary>
/// <param name="Counted">The ballot.</param>
/// <param name="ReceivedOn">The day in Vietnam on which the server received it.</param>
internal readonly record struct LoggedBallot(CountedBallot Counted, DateOnly ReceivedOn)
{
    /// <summary>
    /// Sequence number of the ballot that this one replaces: the direct predecessor, not the original of several
    /// corrections; 0 for none.
    /// </summary>
    public long Replaced { get; init; }

    /// <summary>Counting day of the replaced ballot; undefined when <see cref="Replaced"/> is 0.</summary>
    public DateOnly ReplacedDay { get; init; }
}
