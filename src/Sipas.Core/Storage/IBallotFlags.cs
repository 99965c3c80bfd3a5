using Sipas.Quality;

namespace Sipas.Storage;

/// <summary>Which ballots a check flagged. Flags are no part of a ballot: they come and go after it was stored.</summary>
public interface IBallotFlags
{
    /// <summary>A number that changes whenever the flagged ballots do.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> VersionAsync(CancellationToken cancellationToken);

    /// <summary>Reads the sequence numbers of all flagged ballots, in any order.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    IAsyncEnumerable<long> ReadFlaggedAsync(CancellationToken cancellationToken);

    /// <summary>Reads the notices about channels of units; none where no check gives any.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<GroupNotice>> ReadNoticesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<GroupNotice>>([]);
}
