using Sipas.Limits;
using Sipas.Tickets;

namespace Sipas.Cases;

/// <summary>
/// Rate limits of contact requests: per device, per ticket, and for all other senders together. Never uses network
/// addresses. Safe for concurrent use.
/// </summary>
internal sealed class ContactLimits
{
    private readonly RateLimiter<string> _senders;
    private readonly RateLimiter<string> _open;

    /// <summary>Creates the limits of a host.</summary>
    /// <param name="settings">Settings of the host.</param>
    /// <param name="clock">Measures time.</param>
    public ContactLimits(ContactSettings settings, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _senders = new RateLimiter<string>(settings.SenderBurst, settings.SenderPerSecond, clock);
        _open = new RateLimiter<string>(settings.OpenBurst, settings.OpenPerSecond, clock);
    }

    /// <summary>Counts a request.</summary>
    /// <param name="deviceCode">The device, whose credential was checked; null for none.</param>
    /// <param name="ticket">The ticket, whose signature was checked; null for none.</param>
    /// <returns>0 when the request passes; otherwise the number of whole seconds after which one will.</returns>
    public int Take(string? deviceCode, Ticket? ticket) =>
        deviceCode is not null ? _senders.Take("device " + deviceCode)
        : ticket is not null ? _senders.Take("ticket " + Convert.ToHexString(ticket.Id.Span))
        : _open.Take("");
}
