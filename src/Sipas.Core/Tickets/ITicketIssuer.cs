using Sipas.Problems;

namespace Sipas.Tickets;

/// <summary>Issues tickets for a host application.</summary>
public interface ITicketIssuer
{
    /// <summary>Issues the ticket of a dossier. Further calls for the same dossier return the same token until it expires.</summary>
    /// <param name="dossier">Number of the dossier (mã hồ sơ), 1 to 128 characters. It is not stored, only its keyed hash.</param>
    /// <param name="unit">Code of the organisation unit that handled it.</param>
    /// <param name="procedure">Code of the procedure; null when it is not stated.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="SipasException">
    /// The unit is unknown (<c>BAL0104</c>), a code is malformed (<c>BAL0110</c>), or the dossier number is empty or
    /// too long (<c>TKT0005</c>).
    /// </exception>
    /// <exception cref="StoreUnavailableException">The personal-data store cannot write now; nothing was issued.</exception>
    Task<IssuedTicket> IssueAsync(string dossier, string unit, string? procedure = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Issues the ticket of a sampled dossier: its ballot has a sampled basis. Otherwise the same as
    /// <see cref="IssueAsync"/>.
    /// </summary>
    /// <param name="dossier">Number of the dossier.</param>
    /// <param name="unit">Code of the organisation unit.</param>
    /// <param name="procedure">Code of the procedure; null when it is not stated.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    Task<IssuedTicket> IssueSampledAsync(string dossier, string unit, string? procedure = null,
        CancellationToken cancellationToken = default);
}
