using Sipas.Ballots;

namespace Sipas.Counting;

/// <summary>A reading of a consumer from the start of the log. It has no effect until it is complete.</summary>
internal interface ILogRestart
{
    /// <summary>Adds the next ballots of the log.</summary>
    /// <param name="ballots">The ballots, in ascending order.</param>
    void Add(IReadOnlyList<CountedBallot> ballots);

    /// <summary>Replaces the previous counts of the consumer.</summary>
    void Complete();
}
