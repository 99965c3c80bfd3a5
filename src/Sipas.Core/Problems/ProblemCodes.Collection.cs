namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // DEV: devices.

    /// <summary>The device credential is not one that is trusted: one answer for unknown, wrong and revoked.</summary>
    public const string DeviceUntrusted = "DEV0001";

    /// <summary>The enrolment code is not one that waits: one answer for unknown, used and expired.</summary>
    public const string EnrolmentCodeUnknown = "DEV0002";

    /// <summary>The host takes kiosk ballots from enrolled devices only.</summary>
    public const string DeviceRequired = "DEV0003";

    /// <summary>The ballot rates another unit than the one for which its device collects.</summary>
    public const string DeviceOfOtherUnit = "DEV0004";

    /// <summary>The ballot names a device that did not send it.</summary>
    public const string DeviceMisnamed = "DEV0005";

    /// <summary>There is no such device.</summary>
    public const string DeviceUnknown = "DEV0006";

    /// <summary>The heartbeat cannot be read.</summary>
    public const string DeviceMessageMalformed = "DEV0007";

    /// <summary>The device is revoked.</summary>
    public const string DeviceRevoked = "DEV0008";

    // LIM: limits.

    /// <summary>Too many requests from one credential, or from all who have none.</summary>
    public const string TooManyRequests = "LIM0001";

    /// <summary>The ballot has more answers than any questionnaire has questions.</summary>
    public const string TooManyAnswers = "LIM0002";

    /// <summary>As many packages of this sender wait for an officer as may.</summary>
    public const string QuarantineFull = "LIM0003";

    /// <summary>The body arrives too slowly.</summary>
    public const string BodyTooSlow = "LIM0020";

    /// <summary>As much memory is in use for bodies as may be.</summary>
    public const string BodyMemoryFull = "LIM0021";

    // QUA: packages kept apart.

    /// <summary>The header that names the ballot is missing or no UUID.</summary>
    public const string PackageIdMalformed = "QUA0001";

    /// <summary>There is no such package.</summary>
    public const string PackageUnknown = "QUA0002";

    /// <summary>The package was released before.</summary>
    public const string PackageReleased = "QUA0003";

    /// <summary>The package was erased when its time was over.</summary>
    public const string PackageErased = "QUA0004";

    /// <summary>A pack's longest delay of a ballot is out of range.</summary>
    public const string PackMaximumDelay = "PCK0060";

    /// <summary>The unit takes ballots by link only with a code of the display at its counter.</summary>
    public const string PresenceRequired = "DEV0010";

    /// <summary>The code of the counter, or the time for a ballot of a page that was opened with it, has ended, or it is none of this unit.</summary>
    public const string PresenceEnded = "DEV0011";

    /// <summary>The code of the counter was used as often as it may be.</summary>
    public const string PresenceUsedUp = "DEV0012";

    /// <summary>The unit has no display at its counter.</summary>
    public const string DisplayMissing = "DEV0013";

    /// <summary>The storage derives no key for the codes of the counter.</summary>
    public const string PresenceKeyMissing = "DEV0014";

    // TKT: tickets.

    /// <summary>The ticket is not valid: malformed, forged or expired.</summary>
    public const string TicketInvalid = "TKT0001";

    /// <summary>The ticket is spent.</summary>
    public const string TicketSpent = "TKT0002";

    /// <summary>The ticket is for another survey.</summary>
    public const string TicketOfOtherSurvey = "TKT0003";

    /// <summary>The ticket is for another unit or procedure.</summary>
    public const string TicketOfOtherUnit = "TKT0004";

    /// <summary>The dossier number is empty or too long.</summary>
    public const string TicketDossier = "TKT0005";

    /// <summary>The ticket key cannot be read.</summary>
    public const string TicketKeyUnreadable = "TKT0006";

    /// <summary>The host takes no ballots from open links.</summary>
    public const string OpenLinksClosed = "TKT0007";

    /// <summary>The device is being tried out, and tickets are for the survey.</summary>
    public const string TicketOnTrial = "TKT0008";

    /// <summary>The routes that issue tickets were mapped without saying who may use them.</summary>
    public const string TicketsUnguarded = "TKT0009";

    /// <summary>A sealed row does not open with the keys that are there.</summary>
    public const string SealedRowUnreadable = "TKT0020";

    /// <summary>The oldest key is not the one with which the storage of people was begun.</summary>
    public const string TicketKeyOther = "TKT0021";

    /// <summary>The store has spent tickets or keyed sheets of an earlier version.</summary>
    public const string FormerMarks = "TKT0022";

    /// <summary>The storage of people has rows of an earlier version that are not sealed.</summary>
    public const string RowsUnsealed = "TKT0023";
}
