using Sipas.Ballots;


namespace Sipas.Counting;

/// <summary>Counts or sums over the ballot log, which a <see cref="LogFollower"/> brings up to date.</summary>
internal interface ILogConsumer
{
    /// <summary>Held by the one who adds ballots.</summary>
    SemaphoreSlim Turn { get; }

    /// <summary>Sequence number of the last ballot added; 0 before the first.</summary>
    long Watermark { get; }

    /// <summary>Whether ballots are added while another consumer reads them.</summary>
    bool IsNeeded { get; }

    /// <summary>Whether the next reading starts at the beginning of the log, because what was added so far is outdated, or is
    /// replaced only as a whole. Called in turn.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<bool> StartsAgainAsync(CancellationToken cancellationToken);

    /// <summary>Adds the next ballots of the log. Called in turn.</summary>
    /// <param name="ballots">Ballots after <see cref="Watermark"/>, in ascending order.</param>
    void Append(IReadOnlyList<CountedBallot> ballots);

    /// <summary>Begins a reading from the start of the log; what was added before stays in use until it is complete. Called in
    /// turn.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<ILogRestart> RestartAsync(CancellationToken cancellationToken);
}
