using Sipas.Ballots;
using Sipas.Problems;

namespace Sipas.Log;

/// <summary>A log that an auditor can recompute, read from a store or from an export.</summary>
public interface ILogSource
{
    /// <summary>Reads the data other than the ballots, as of one state of the source.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The source cannot be read.</exception>
    internal Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Reads the log in order with its verification data, including late ballots. Does not open a store and needs no
    /// pack.
    /// </summary>
    /// <param name="afterSequence">Only ballots with a higher sequence number; 0 for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SipasException">The source cannot be read, or not to the end.</exception>
    IAsyncEnumerable<StoredBallot> ReadStoredAsync(long afterSequence, CancellationToken cancellationToken);

    /// <summary>
    /// Checks the database for damage to its files and indexes. Changes nothing; reads the whole file of a SQLite
    /// database.
    /// </summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns><see cref="StoreCondition.Sound"/> for a source without a database.</returns>
    /// <exception cref="StoreUnavailableException">The store is busy or unreachable.</exception>
    Task<StoreCondition> CheckConditionAsync(CancellationToken cancellationToken) => Task.FromResult(StoreCondition.Sound);
}
