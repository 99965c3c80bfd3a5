using Sipas.Collection;

namespace Sipas.Storage;

/// <summary>Keeps which tickets were issued, beside the people and apart from the answers. It never learns which of them were spent.</summary>
/// <remarks>Neither dossier numbers nor tokens are kept: a ticket's id is a keyed hash. Implementations are safe for concurrent use.</remarks>
public interface ITicketStore
{
    /// <summary>The keys of tickets: opened, or made where there are none.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Problems.SipasException">The key file is damaged (<c>TKT0006</c>), or cannot be written (<c>STO0001</c>).</exception>
    Task<TicketKeyring> OpenTicketKeysAsync(CancellationToken cancellationToken);

    /// <summary>Keeps that a ticket was issued, or finds the one that was issued under this id before and has not ended.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="now">Server time; only its day is kept.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The ticket that stands: the one from before, or this one.</returns>
    Task<Ticket> IssueTicketAsync(Ticket ticket, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many tickets were issued, by unit code.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyDictionary<string, long>> CountTicketsAsync(CancellationToken cancellationToken);
}
