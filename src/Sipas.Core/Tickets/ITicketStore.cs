using Sipas.Audit;
using Sipas.Problems;

namespace Sipas.Tickets;

/// <summary>
/// Stores issued tickets in the personal-data store, separate from the answers. It has no information about spent
/// tickets.
/// </summary>
/// <remarks>
/// Neither dossier numbers nor tokens are stored: the id of a ticket is a keyed hash. Implementations are safe for
/// concurrent use.
/// </remarks>
internal interface ITicketStore
{
    /// <summary>Opens the ticket keys, which also seal rows of personal data and derive ids of numbered ballots.</summary>
    /// <param name="make">
    /// Whether to create a key if there is none: true for issuing or sealing, false for reading, which writes nothing.
    /// </param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The keys; null when there are none and none was created.</returns>
    /// <exception cref="SipasException">
    /// The key file is damaged (<c>TKT0006</c>), cannot be written (<c>STO0001</c>), is missing although the store
    /// knows a key (<c>STO0127</c>), or has another oldest key (<c>TKT0021</c>).
    /// </exception>
    Task<TicketKeyring?> OpenTicketKeysAsync(bool make, CancellationToken cancellationToken);

    /// <summary>Records an issued ticket, or returns the unexpired ticket that was issued under this id before.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="now">Server time; only its day in Vietnam is stored.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The valid ticket: the earlier one, or this one.</returns>
    /// <remarks>
    /// In the same commit, a newly recorded ticket is counted in the personal-data audit log
    /// (<see cref="AuditActions.TicketsIssued"/>) for its day, its unit and <see cref="AuditActor.Current"/>.
    /// </remarks>
    Task<Ticket> IssueTicketAsync(Ticket ticket, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Counts the dossiers with a ticket, by unit code.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyDictionary<string, long>> CountTicketsAsync(CancellationToken cancellationToken);
}
