using Sipas.Limits;
using Sipas.Tickets;

namespace Sipas.Intake;

/// <summary>
/// Rate limits of senders: per device, per ticket, and for all other senders together. Never uses network addresses.
/// Safe for concurrent use.
/// </summary>
internal sealed class CollectionLimits
{
    // At this rate enrolment codes cannot be guessed: 2^40 codes, half a second per attempt.
    private const int EnrolmentBurst = 30;
    private const double EnrolmentPerSecond = 2;

    // Fits two of the largest comparisons from senders without an account.
    private const long ComparisonBytes = 64L << 20;

    private readonly CollectionSettings _settings;
    private readonly RateLimiter<string> _devices;
    private readonly RateLimiter<string> _tickets;
    private readonly RateLimiter<string> _ticketBodies;
    private readonly RateLimiter<Lane> _lanes;
    private readonly RateLimiter<Lane> _enrolments;
    private int _openNow;

    private enum Lane
    {
        Open,
    }

    /// <summary>Creates the limits of a host.</summary>
    /// <param name="settings">Settings of the host.</param>
    /// <param name="clock">Measures time.</param>
    public CollectionLimits(CollectionSettings settings, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _devices = new RateLimiter<string>(settings.DeviceBurst, settings.DevicePerSecond, clock);
        _tickets = new RateLimiter<string>(settings.TicketBurst, settings.TicketPerSecond, clock);
        _ticketBodies = new RateLimiter<string>(settings.TicketBurst, settings.TicketPerSecond, clock);
        _lanes = new RateLimiter<Lane>(settings.OpenBurst, settings.OpenPerSecond, clock);
        _enrolments = new RateLimiter<Lane>(EnrolmentBurst, EnrolmentPerSecond, clock);
        Bodies = new BodyMemory(settings.BodyMemoryBytes, settings.ReservedBodyShare);
        Comparisons = new BodyMemory(ComparisonBytes, settings.ReservedBodyShare);
    }

    /// <summary>Memory budget for the bodies of ballots and of all other collection messages.</summary>
    public BodyMemory Bodies { get; }

    /// <summary>Memory budget for the bodies of comparisons, which are larger: they never use the budget of ballots.</summary>
    public BodyMemory Comparisons { get; }

    /// <summary>Counts a request of an enrolled device.</summary>
    /// <param name="deviceCode">Code of the device, whose credential was checked.</param>
    /// <returns>0 when the request passes; otherwise the number of whole seconds after which one will.</returns>
    public int TakeDevice(string deviceCode) => _devices.Take(deviceCode);

    /// <summary>Counts a request with a ticket.</summary>
    /// <param name="ticket">The ticket, whose signature was checked.</param>
    /// <returns>0 when the request passes; otherwise the number of whole seconds after which one will.</returns>
    public int TakeTicket(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return _tickets.Take(Convert.ToHexString(ticket.Id.Span));
    }

    /// <summary>
    /// Counts a body whose sender presents a ticket before sending it. <see cref="TakeTicket"/> then counts the request
    /// itself.
    /// </summary>
    /// <param name="ticket">The ticket, whose signature was checked.</param>
    /// <returns>
    /// 0 if the sender may use the memory reserved for senders with a credential; otherwise the number of whole seconds
    /// after which it may.
    /// </returns>
    public int TakeTicketBody(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return _ticketBodies.Take(Convert.ToHexString(ticket.Id.Span));
    }

    /// <summary>Counts a request without a valid credential.</summary>
    /// <returns>0 when the request passes; otherwise the number of whole seconds after which one will.</returns>
    public int TakeOpen() => _lanes.Take(Lane.Open);

    /// <summary>Counts an enrolment attempt.</summary>
    /// <returns>0 when the attempt passes; otherwise the number of whole seconds after which one will.</returns>
    public int TakeEnrolment() => _enrolments.Take(Lane.Open);

    /// <summary>Admits a request without a device credential whose body was read, unless the maximum number is being processed.</summary>
    /// <returns>True when the request is admitted; <see cref="LeaveOpen"/> must follow.</returns>
    public bool TryEnterOpen()
    {
        if (Interlocked.Increment(ref _openNow) <= _settings.OpenAtOnce)
        {
            return true;
        }

        Interlocked.Decrement(ref _openNow);
        return false;
    }

    /// <summary>Ends an admitted request.</summary>
    public void LeaveOpen() => Interlocked.Decrement(ref _openNow);
}
