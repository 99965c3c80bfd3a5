using Sipas.Aggregation;

namespace Sipas.Storage;

/// <summary>A ballot of the log as it counted when it came, whether or not a correction took its place since.</summary>
/// <param name="Counted">The ballot.</param>
/// <param name="ReceivedOn">The day in Vietnam on which the server received it.</param>
public readonly record struct LoggedBallot(CountedBallot Counted, DateOnly ReceivedOn)
{
    /// <summary>Number of the ballot whose place it takes: the one before it, not the first of several; 0 for none.</summary>
    public long Replaced { get; init; }

    /// <summary>The day for which the replaced ballot counted; without meaning where <see cref="Replaced"/> is 0.</summary>
    public DateOnly ReplacedDay { get; init; }
}
