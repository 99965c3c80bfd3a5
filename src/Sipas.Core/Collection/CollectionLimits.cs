namespace Sipas.Collection;

/// <summary>Holds whoever sends too fast: each device, each ticket, and all others together. Never looks at an address. Safe for concurrent use.</summary>
public sealed class CollectionLimits
{
    // Enrolment codes are guessed in vain at this rate: 2^40 codes, half a second a try.
    private const int EnrolmentBurst = 30;
    private const double EnrolmentPerSecond = 2;

    // Room for two of the largest comparisons from senders without an account.
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

    /// <summary>Makes the limits of a host.</summary>
    /// <param name="settings">What the host says.</param>
    /// <param name="clock">Counts the time.</param>
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

    /// <summary>Memory for the bodies of ballots and of all other messages of collection.</summary>
    public BodyMemory Bodies { get; }

    /// <summary>Memory for the bodies of comparisons, which are larger: they never take that of ballots.</summary>
    public BodyMemory Comparisons { get; }

    /// <summary>Takes a request of an enrolled device.</summary>
    /// <param name="deviceCode">The device, whose credential was checked.</param>
    /// <returns>0 when it passes; otherwise whole seconds after which one will.</returns>
    public int TakeDevice(string deviceCode) => _devices.Take(deviceCode);

    /// <summary>Takes a request with a ticket.</summary>
    /// <param name="ticket">The ticket, whose signature was checked.</param>
    /// <returns>0 when it passes; otherwise whole seconds after which one will.</returns>
    public int TakeTicket(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return _tickets.Take(Convert.ToHexString(ticket.Id.Span));
    }

    /// <summary>Takes a body whose sender shows a ticket before it. <see cref="TakeTicket"/> then takes the request itself.</summary>
    /// <param name="ticket">The ticket, whose signature was checked.</param>
    /// <returns>0 if the sender may use the memory of senders with a credential; otherwise whole seconds after which it may.</returns>
    public int TakeTicketBody(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return _ticketBodies.Take(Convert.ToHexString(ticket.Id.Span));
    }

    /// <summary>Takes a request that shows no valid credential.</summary>
    /// <returns>0 when it passes; otherwise whole seconds after which one will.</returns>
    public int TakeOpen() => _lanes.Take(Lane.Open);

    /// <summary>Takes an attempt to enrol.</summary>
    /// <returns>0 when it passes; otherwise whole seconds after which one will.</returns>
    public int TakeEnrolment() => _enrolments.Take(Lane.Open);

    /// <summary>Lets in a request without a device credential whose body was read, unless as many are worked on as may be.</summary>
    /// <returns>True when it is in; then <see cref="LeaveOpen"/> must follow.</returns>
    public bool TryEnterOpen()
    {
        if (Interlocked.Increment(ref _openNow) <= _settings.OpenAtOnce)
        {
            return true;
        }

        Interlocked.Decrement(ref _openNow);
        return false;
    }

    /// <summary>Lets a request out that was let in.</summary>
    public void LeaveOpen() => Interlocked.Decrement(ref _openNow);
}
