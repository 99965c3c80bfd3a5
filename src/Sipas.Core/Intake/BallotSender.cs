using Sipas.Ballots;
using Sipas.Collection;

namespace Sipas.Intake;

/// <summary>Who sends a ballot, as far as the server knows.</summary>
public sealed record BallotSender
{
    /// <summary>Somebody who shows no credential.</summary>
    public static BallotSender Unknown { get; } = new();

    /// <summary>An officer who hands in what was collected elsewhere: not limited, and the ballot's own times are not doubted.</summary>
    public static BallotSender Officer { get; } = new() { IsOfficer = true };

    /// <summary>The enrolled device whose credential was checked; null for any other sender.</summary>
    public Device? Device { get; init; }

    /// <summary>The device's clock minus the server's as this request shows it; null when it does not.</summary>
    public TimeSpan? ClockSkew { get; init; }

    /// <summary>Whether an officer stands for the ballot.</summary>
    public bool IsOfficer { get; init; }

    /// <summary>Whether the host vouches for an interviewer or a clerk: only then, or from an officer, may a ballot be of the sample without a ticket of the sample, or come on paper, by interview, by telephone or by post.</summary>
    public bool IsInterviewer { get; init; }

    /// <summary>Whether the ballot's page was opened with a code of the display at the unit's counter.</summary>
    internal bool WasAtCounter { get; init; }

    // Nobody stands for the ballot: the host's rules for open addresses hold.
    internal bool IsOpen(Ticket? ticket) => Device is null && !IsOfficer && !IsInterviewer && ticket is null;

    /// <summary>When the server had the ballot in hand first, for one that waited in quarantine; null when that is now.</summary>
    public DateTimeOffset? FirstReceivedAt { get; init; }

    // Who releases a package stands for its being looked at, not for what its sender said of it.
    internal bool HandsIn => IsOfficer && FirstReceivedAt is null;

    internal CollectionChannel ChannelOf(Ticket? ticket) =>
        ticket is not null ? CollectionChannel.Ticket
        : IsOfficer ? CollectionChannel.Officer
        : Device is not null ? CollectionChannel.Device
        : IsInterviewer ? CollectionChannel.Officer
        : WasAtCounter ? CollectionChannel.Counter
        : CollectionChannel.Open;

    internal BallotTiming TimingAt(DateTimeOffset now) => new(FirstReceivedAt ?? now, ClockSkew ?? Device?.LastSign?.ClockSkew, IsOfficer && FirstReceivedAt is null);
}
