using Sipas.Collection;

namespace Sipas.Storage;

/// <summary>What became of a package that should be kept apart.</summary>
public enum SetAsideStatus
{
    /// <summary>It was kept.</summary>
    Kept,

    /// <summary>The same bytes were kept before under this id.</summary>
    AlreadyKept,

    /// <summary>Other bytes are kept under this id; only of trial ballots. Nothing was written.</summary>
    Conflict,

    /// <summary>As many packages of this sender wait as may. Nothing was written.</summary>
    Full,
}

/// <summary>The answer to a package.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Receipt">The receipt of what is kept; null when nothing was.</param>
public sealed record SetAsideOutcome(SetAsideStatus Status, SetAsideReceipt? Receipt);

/// <summary>Keeps packages apart from the ballots: what could not be read, and what was only tried. Nothing here is ever counted.</summary>
/// <remarks>Implementations are safe for concurrent use, and their contract is held by one test suite.</remarks>
public interface ISetAsideStore
{
    /// <summary>Keeps a package and returns when it is durable.</summary>
    /// <param name="package">The package.</param>
    /// <param name="maximumWaiting">Most packages of this kind from this sender that may wait; all that are not enrolled are one sender.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="StoreUnavailableException">The store is busy, full or out of reach; nothing was written.</exception>
    Task<SetAsideOutcome> SetAsideAsync(SetAsidePackage package, int maximumWaiting, CancellationToken cancellationToken);

    /// <summary>Lists packages without their bodies, oldest first.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<SetAsideEntry>> ListSetAsideAsync(SetAsideKind kind, CancellationToken cancellationToken);

    /// <summary>Reads a package.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The package with its body, which is empty once it was released or erased; null when there is none.</returns>
    Task<(SetAsideEntry Entry, byte[] Body)?> FindSetAsideAsync(long number, CancellationToken cancellationToken);

    /// <summary>Marks a package as released into the ballots and erases its body, so that no copy of the answers stays beside them.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="now">Server time.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="Problems.SipasException">There is no such package (<c>QUA0002</c>), or it was released (<c>QUA0003</c>) or erased (<c>QUA0004</c>) before.</exception>
    Task MarkReleasedAsync(long number, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Erases the bodies of packages that wait longer than they may; what is listed of them, with hash and receipt, stays. The audit log notes it.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="receivedBefore">Those that came before this instant.</param>
    /// <param name="now">Server time.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>How many were erased; 0 when there were none, and then nothing is noted.</returns>
    Task<long> EraseSetAsideAsync(SetAsideKind kind, DateTimeOffset receivedBefore, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whether a ticket is spent.</summary>
    /// <param name="spentHash">Its <see cref="TicketKeyring.SpentHash"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<bool> IsSpentAsync(byte[] spentHash, CancellationToken cancellationToken);
}
