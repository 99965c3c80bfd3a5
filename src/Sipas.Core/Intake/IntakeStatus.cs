namespace Sipas.Intake;

/// <summary>Result of a submitted ballot.</summary>
public enum IntakeStatus
{
    /// <summary>The ballot is durable and counted.</summary>
    Accepted,

    /// <summary>The same ballot was already durable and counted.</summary>
    AlreadyAccepted,

    /// <summary>Another ballot is already stored under this id and remains unchanged.</summary>
    Conflict,

    /// <summary>The ballot is not valid; nothing was stored.</summary>
    Invalid,

    /// <summary>The store cannot write now; nothing was stored, and the ballot may be sent again.</summary>
    Unavailable,

    /// <summary>The ballot was completed during the trial phase of its device: it is stored as a held submission and not counted.</summary>
    Held,

    /// <summary>Another ballot spent the ticket; nothing was stored.</summary>
    TicketSpent,

    /// <summary>The host does not accept this kind of ballot from this sender; nothing was stored.</summary>
    Untrusted,

    /// <summary>
    /// The sender exceeds its rate limit; nothing was stored, and the ballot may be sent again after
    /// <see cref="IntakeResult.RetryAfter"/> seconds.
    /// </summary>
    Limited,
}
