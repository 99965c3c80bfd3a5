namespace Sipas.Limits;

/// <summary>
/// Settings for permitted senders and their rates. Rates are sustained requests per second; bursts are the number of
/// requests accepted at once.
/// </summary>
public sealed class CollectionSettings
{
    /// <summary>Whether kiosk ballots are accepted only from enrolled devices. Default false.</summary>
    public bool RequireDevices { get; set; }

    /// <summary>
    /// Whether ballots are accepted from senders with neither a device credential nor a ticket; they are marked as
    /// unverified. Default true.
    /// </summary>
    public bool OpenBallots { get; set; } = true;

    /// <summary>Codes of units whose ballots require a credential, regardless of <see cref="OpenBallots"/>. None by default.</summary>
    public ICollection<string> UnitsWithoutOpenBallots { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// Codes of units with a display at the counter, whose codes prove that a person was there
    /// (<c>CounterPresence</c>). None by default.
    /// </summary>
    public ICollection<string> PresenceAt { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// Whether ballots without a credential at the units of <see cref="PresenceAt"/> require a code of the counter.
    /// Default false: they are accepted and marked as unverified.
    /// </summary>
    public bool RequirePresence { get; set; }

    /// <summary>Interval in seconds at which the display shows another code: 15 to 600. Default 60.</summary>
    public int PresenceSeconds { get; set; } = 60;

    /// <summary>Maximum number of pages opened with one code, each of which sends one ballot: 1 to 1,000. Default 5.</summary>
    public int BallotsPerCode { get; set; } = 5;

    /// <summary>Minutes after the end of a code during which a page opened with it may send its ballot: 10 to 1,440. Default 120.</summary>
    public int PresenceMinutes { get; set; } = 120;

    /// <summary>Minutes without a status report after which a device counts as silent: 2 to 10,080. Default 15.</summary>
    public int SilentAfterMinutes { get; set; } = 15;

    /// <summary>Lifetime of a ticket in days: 1 to 366. Default 30.</summary>
    public int TicketDays { get; set; } = 30;

    /// <summary>Maximum size of a quarantined submission, in bytes: 1,024 to 1,048,576. Default 262,144.</summary>
    public int MaximumQuarantineBytes { get; set; } = 262_144;

    /// <summary>
    /// Burst of requests of one device, for example a tablet that reconnects with a full queue: 1 to 100,000. Default
    /// 200.
    /// </summary>
    public int DeviceBurst { get; set; } = 200;

    /// <summary>Requests per second of one device: 0.01 to 10,000. Default 2.</summary>
    public double DevicePerSecond { get; set; } = 2;

    /// <summary>Burst of requests with one ticket: 1 to 100,000. Default 10.</summary>
    public int TicketBurst { get; set; } = 10;

    /// <summary>Requests per second with one ticket: 0.01 to 10,000. Default 0.2.</summary>
    public double TicketPerSecond { get; set; } = 0.2;

    /// <summary>Burst of requests of all senders without a valid credential, together: 1 to 100,000. Default 1,000.</summary>
    public int OpenBurst { get; set; } = 1000;

    /// <summary>Requests per second of all senders without a valid credential, together: 0.01 to 10,000. Default 200.</summary>
    public double OpenPerSecond { get; set; } = 200;

    /// <summary>
    /// Maximum number of ballots of senders without a device credential that are processed at the same time, each after
    /// its body was read; the rest of the queue is free for devices. 1 to 3,072. Default 512.
    /// </summary>
    public int OpenAtOnce { get; set; } = 512;

    /// <summary>
    /// Seconds before <see cref="BodyBytesPerSecond"/> applies to a request body: 2 to 600. Default 5. Each connection
    /// gets up to a third more, by a different share, so that connections do not all end at the same moment.
    /// </summary>
    public int BodyGraceSeconds { get; set; } = 5;

    /// <summary>
    /// Minimum rate of a request body in bytes per second, over the whole body: 1 to 1,000,000. Default 4,096. Larger
    /// bodies have a higher rate (<see cref="BodyPace.Of"/>). A slower body gets 408 (<c>LIM0020</c>).
    /// </summary>
    public int BodyBytesPerSecond { get; set; } = 4096;

    /// <summary>
    /// Maximum memory for request bodies in bytes, held from the first byte of a body to its response: 16,777,216 to
    /// 4,294,967,296. Default 67,108,864. Beyond it the response is 503 (<c>LIM0021</c>).
    /// </summary>
    public long BodyMemoryBytes { get; set; } = 64L << 20;

    /// <summary>
    /// Share of <see cref="BodyMemoryBytes"/> reserved for senders with a credential (device, ticket, account of the
    /// host): 0 to 0.75. Default 0.5.
    /// </summary>
    public double ReservedBodyShare { get; set; } = 0.5;

    /// <summary>
    /// Maximum number of quarantined submissions of one device, and of all senders that are not enrolled together: 1 to
    /// 10,000. Default 200.
    /// </summary>
    public int QuarantinePerSender { get; set; } = 200;

    /// <summary>Maximum number of stored trial ballots of one device: 1 to 1,000,000. Default 5,000.</summary>
    public int TrialBallotsPerDevice { get; set; } = 5000;

    /// <summary>Whether ballots of a unit are accepted from senders without a credential.</summary>
    /// <param name="unit">Code of the unit.</param>
    public bool TakesOpenBallotsOf(string unit) => OpenBallots && !UnitsWithoutOpenBallots.Contains(unit);

    /// <summary>Whether a unit has a display at its counter.</summary>
    /// <param name="unit">Code of the unit.</param>
    public bool HasDisplay(string unit) => PresenceAt.Contains(unit);

    /// <summary>Whether ballots of a unit from senders without a credential require a code of the counter.</summary>
    /// <param name="unit">Code of the unit.</param>
    public bool RequiresPresenceAt(string unit) => RequirePresence && HasDisplay(unit);
}
