using Sipas.Ballots;

namespace Sipas.Counting;

/// <summary>Counts or sums over the ballot log, which a <see cref="LogFollower"/> brings up to date.</summary>
internal interface ILogConsumer
{
    /// <summary>The lock of the thread that adds ballots.</summary>
    SemaphoreSlim Turn { get; }

    /// <summary>Sequence number of the last ballot added; 0 before the first.</summary>
    long Watermark { get; }

    /// <summary>Whether ballots are added while another consumer reads them.</summary>
    bool IsNeeded { get; }

    /// <summary>Whether the next reading starts at the beginning of the log: the counts are outdated, or this consumer only
    /// replaces all of its counts. The caller holds <see cref="Turn"/>.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<bool> StartsAgainAsync(CancellationToken cancellationToken);

    /// <summary>Adds the next ballots of the log. The caller holds <see cref="Turn"/>.</summary>
    /// <param name="ballots">Ballots after <see cref="Watermark"/>, in ascending order.</param>
    void Append(IReadOnlyList<CountedBallot> ballots);

    /// <summary>Begins a reading from the start of the log. The previous counts remain in use until the reading is complete. The
    /// caller holds <see cref="Turn"/>.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<ILogRestart> RestartAsync(CancellationToken cancellationToken);
}
