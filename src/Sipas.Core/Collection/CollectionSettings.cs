namespace Sipas.Collection;

/// <summary>What a host says about who may collect, and how fast. Rates are requests a second in the long run, bursts are requests at once.</summary>
public sealed class CollectionSettings
{
    /// <summary>Whether kiosk ballots are taken from enrolled devices only. Default false.</summary>
    public bool RequireDevices { get; set; }

    /// <summary>Whether ballots are taken from senders that show neither a device credential nor a ticket; they are marked as unverified. Default true.</summary>
    public bool OpenBallots { get; set; } = true;

    /// <summary>Codes of units whose ballots are taken with a credential only, whatever <see cref="OpenBallots"/> says. None by default.</summary>
    public ICollection<string> UnitsWithoutOpenBallots { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Codes of units with a display at the counter, whose codes prove that somebody was there (<see cref="CounterPresence"/>). None by default.</summary>
    public ICollection<string> PresenceAt { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether ballots without a credential are taken at the units of <see cref="PresenceAt"/> only with a code of the counter. Default false: they are taken, and marked as unverified.</summary>
    public bool RequirePresence { get; set; }

    /// <summary>Seconds after which the display shows another code: 15 to 600. Default 60.</summary>
    public int PresenceSeconds { get; set; } = 60;

    /// <summary>Most pages that are opened with one code, each of which sends one ballot: 1 to 1,000. Default 5.</summary>
    public int BallotsPerCode { get; set; } = 5;

    /// <summary>Minutes after a code ended for which a page that was opened with it may send its ballot: 10 to 1,440. Default 120.</summary>
    public int PresenceMinutes { get; set; } = 120;

    /// <summary>Minutes without a sign of life after which a device counts as silent: 2 to 10,080. Default 15.</summary>
    public int SilentAfterMinutes { get; set; } = 15;

    /// <summary>Days that a ticket lasts: 1 to 366. Default 30.</summary>
    public int TicketDays { get; set; } = 30;

    /// <summary>Largest package that is kept in quarantine, in bytes: 1,024 to 1,048,576. Default 262,144.</summary>
    public int MaximumQuarantineBytes { get; set; } = 262_144;

    /// <summary>Requests of one device at once: a tablet that comes back with a full queue; 1 to 100,000. Default 200.</summary>
    public int DeviceBurst { get; set; } = 200;

    /// <summary>Requests of one device a second: 0.01 to 10,000. Default 2.</summary>
    public double DevicePerSecond { get; set; } = 2;

    /// <summary>Requests with one ticket at once: 1 to 100,000. Default 10.</summary>
    public int TicketBurst { get; set; } = 10;

    /// <summary>Requests with one ticket a second: 0.01 to 10,000. Default 0.2.</summary>
    public double TicketPerSecond { get; set; } = 0.2;

    /// <summary>Requests at once of all that show no valid credential, together: 1 to 100,000. Default 1,000.</summary>
    public int OpenBurst { get; set; } = 1000;

    /// <summary>Requests a second of all that show no valid credential, together: 0.01 to 10,000. Default 200.</summary>
    public double OpenPerSecond { get; set; } = 200;

    /// <summary>Most ballots of senders without a device credential that are worked on at the same time, each after its body was read; the rest of the queue stays free for devices. 1 to 3,072. Default 512.</summary>
    public int OpenAtOnce { get; set; } = 512;

    /// <summary>Seconds before <see cref="BodyBytesPerSecond"/> applies to a request body: 2 to 600. Default 5. Connections get up to a third more, each another share, so that they do not all end at one moment.</summary>
    public int BodyGraceSeconds { get; set; } = 5;

    /// <summary>
    /// Minimum rate of a request body in bytes a second, over the whole body: 1 to 1,000,000. Default 4,096. Larger bodies have a larger rate
    /// (<see cref="BodyPace.Of"/>). A slower body gets 408 (<c>LIM0020</c>).
    /// </summary>
    public int BodyBytesPerSecond { get; set; } = 4096;

    /// <summary>
    /// Most bytes of memory for request bodies, from their first byte to the response: 16,777,216 to 4,294,967,296. Default 67,108,864. Beyond it the response is 503
    /// (<c>LIM0021</c>).
    /// </summary>
    public long BodyMemoryBytes { get; set; } = 64L << 20;

    /// <summary>Share of <see cref="BodyMemoryBytes"/> for senders with a credential (device, ticket, account of the host): 0 to 0.75. Default 0.5.</summary>
    public double ReservedBodyShare { get; set; } = 0.5;

    /// <summary>Most packages of one device, and of all that are not enrolled together, that wait in quarantine: 1 to 10,000. Default 200.</summary>
    public int QuarantinePerSender { get; set; } = 200;

    /// <summary>Most trial ballots that are kept of one device: 1 to 1,000,000. Default 5,000.</summary>
    public int TrialBallotsPerDevice { get; set; } = 5000;

    /// <summary>Whether ballots of a unit are taken from senders that show no credential.</summary>
    /// <param name="unit">Code of the unit.</param>
    public bool TakesOpenBallotsOf(string unit) => OpenBallots && !UnitsWithoutOpenBallots.Contains(unit);

    /// <summary>Whether a unit has a display at its counter.</summary>
    /// <param name="unit">Code of the unit.</param>
    public bool HasDisplay(string unit) => PresenceAt.Contains(unit);

    /// <summary>Whether ballots of a unit from senders without a credential need a code of the counter.</summary>
    /// <param name="unit">Code of the unit.</param>
    public bool RequiresPresenceAt(string unit) => RequirePresence && HasDisplay(unit);
}
