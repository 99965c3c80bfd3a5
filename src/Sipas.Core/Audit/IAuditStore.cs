using Sipas.Problems;

namespace Sipas.Audit;

/// <summary>Audit log of the actions on the store. Append-only, also for the owner of the database.</summary>
internal interface IAuditStore
{
    /// <summary>Appends a record; the store adds the time of its clock.</summary>
    /// <param name="action">
    /// One of <see cref="AuditActions"/>, or another action of the host in the same form: two lower-case words joined by a
    /// dot.
    /// </param>
    /// <param name="detail">
    /// Details of the action: codes, counts and ids. Never a citizen's name, phone number or answer, because this log
    /// is never erased.
    /// </param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="StoreUnavailableException">The store is busy, full or unreachable; nothing was written.</exception>
    /// <exception cref="SipasException">
    /// The role may not write (<c>STO0011</c>), or the file cannot be written (<c>STO0001</c>).
    /// </exception>
    /// <remarks>The actor is <see cref="AuditActor.Current"/>.</remarks>
    Task AppendAuditAsync(string action, string detail, CancellationToken cancellationToken);

    /// <summary>Reads the log, oldest first.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(CancellationToken cancellationToken);
}
