using Sipas.Collection;

namespace Sipas.Storage;

/// <summary>Keeps which tickets were issued, beside the people and apart from the answers. It never learns which of them were spent.</summary>
/// <remarks>Neither dossier numbers nor tokens are kept: a ticket's id is a keyed hash. Implementations are safe for concurrent use.</remarks>
public interface ITicketStore
{
    /// <summary>Opens the keys of tickets, which also seal rows of people and make ids of numbered ballots.</summary>
    /// <param name="make">Whether a key is made where there is none: who issues or seals makes one, and who reads writes nothing.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The keys; null when there are none and none was made.</returns>
    /// <exception cref="Problems.SipasException">The key file is damaged (<c>TKT0006</c>), cannot be written (<c>STO0001</c>), is missing although the store knows a key (<c>STO0127</c>), or has another oldest key (<c>TKT0021</c>).</exception>
    Task<TicketKeyring?> OpenTicketKeysAsync(bool make, CancellationToken cancellationToken);

    /// <summary>Keeps that a ticket was issued, or finds the one that was issued under this id before and has not ended.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="now">Server time; only its day in Vietnam is kept.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The ticket that stands: the one from before, or this one.</returns>
    /// <remarks>One that is kept is counted in the audit log of people (<see cref="AuditActions.TicketsIssued"/>) for its day, its unit and <see cref="AuditActor.Current"/>, in the same commit.</remarks>
    Task<Ticket> IssueTicketAsync(Ticket ticket, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many dossiers were given a ticket, by unit code.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyDictionary<string, long>> CountTicketsAsync(CancellationToken cancellationToken);
}
