using Sipas.Collection;

namespace Sipas.Signals;

/// <summary>Holds whoever asks to be contacted too often: each device, each ticket, and all others together. Never looks at an address. Safe for concurrent use.</summary>
public sealed class ContactLimits
{
    private readonly RateLimiter<string> _senders;
    private readonly RateLimiter<string> _open;

    /// <summary>Makes the limits of a host.</summary>
    /// <param name="settings">What the host says.</param>
    /// <param name="clock">Counts the time.</param>
    public ContactLimits(ContactSettings settings, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _senders = new RateLimiter<string>(settings.SenderBurst, settings.SenderPerSecond, clock);
        _open = new RateLimiter<string>(settings.OpenBurst, settings.OpenPerSecond, clock);
    }

    /// <summary>Takes a request.</summary>
    /// <param name="deviceCode">The device, whose credential was checked; null for none.</param>
    /// <param name="ticket">The ticket, whose signature was checked; null for none.</param>
    /// <returns>0 when it passes; otherwise whole seconds after which one will.</returns>
    public int Take(string? deviceCode, Ticket? ticket) =>
        deviceCode is not null ? _senders.Take("device " + deviceCode)
        : ticket is not null ? _senders.Take("ticket " + Convert.ToHexString(ticket.Id.Span))
        : _open.Take("");
}
