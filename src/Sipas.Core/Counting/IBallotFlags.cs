namespace Sipas.Counting;

/// <summary>Provides the flagged ballots. Flags are not part of a ballot: they are added and removed after it was stored.</summary>
internal interface IBallotFlags
{
    /// <summary>Returns a number that changes whenever the set of flagged ballots changes.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> VersionAsync(CancellationToken cancellationToken);

    /// <summary>Reads the sequence numbers of all flagged ballots, in any order.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    IAsyncEnumerable<long> ReadFlaggedAsync(CancellationToken cancellationToken);

    /// <summary>Reads the notices about channels of units; empty if no check produces notices.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<GroupNotice>>([]);
}
