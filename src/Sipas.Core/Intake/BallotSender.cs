using Sipas.Ballots;
using Sipas.Devices;
using Sipas.Tickets;

namespace Sipas.Intake;

/// <summary>The sender of a ballot, as far as the server knows.</summary>
internal sealed record BallotSender
{
    /// <summary>A sender without a credential.</summary>
    public static BallotSender Unknown { get; } = new();

    /// <summary>
    /// An officer who submits ballots that were collected elsewhere: exempt from rate limits, and the times of the
    /// ballot are trusted.
    /// </summary>
    public static BallotSender Officer { get; } = new() { IsOfficer = true };

    /// <summary>The enrolled device whose credential was checked; null for any other sender.</summary>
    public Device? Device { get; init; }

    /// <summary>The device's clock minus the server's, as measured in this request; null if not measured.</summary>
    public TimeSpan? ClockSkew { get; init; }

    /// <summary>Whether an officer vouches for the ballot.</summary>
    public bool IsOfficer { get; init; }

    /// <summary>
    /// Whether the host vouches for an interviewer or a clerk. Only an interviewer, a clerk or an officer may submit a
    /// ballot with a sampled basis without a sample ticket, or a ballot collected on paper, by interview, by telephone
    /// or by post.
    /// </summary>
    public bool IsInterviewer { get; init; }

    /// <summary>Whether the page of the ballot was opened with a code of the display at the unit's counter.</summary>
    internal bool WasAtCounter { get; init; }

    // True when no credential vouches for the ballot: the host's rules for open links apply.
    internal bool IsOpen(Ticket? ticket) => Device is null && !IsOfficer && !IsInterviewer && ticket is null;

    /// <summary>
    /// Time at which the server first received the ballot, for a released submission from quarantine; null for a ballot
    /// received now.
    /// </summary>
    public DateTimeOffset? FirstReceivedAt { get; init; }

    // An officer who releases a submission vouches for having checked it, not for the statements of its sender.
    internal bool HandsIn => IsOfficer && FirstReceivedAt is null;

    internal CollectionChannel ChannelOf(Ticket? ticket) =>
        ticket is not null ? CollectionChannel.Ticket
        : IsOfficer ? CollectionChannel.Officer
        : Device is not null ? CollectionChannel.Device
        : IsInterviewer ? CollectionChannel.Officer
        : WasAtCounter ? CollectionChannel.Counter
        : CollectionChannel.Open;

    internal BallotTiming TimingAt(DateTimeOffset now) =>
        new(FirstReceivedAt ?? now, ClockSkew ?? Device?.LastSign?.ClockSkew, IsOfficer && FirstReceivedAt is null);
}
