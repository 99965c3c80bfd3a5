namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // DEV: devices.

    /// <summary>The device credential is not trusted; unknown, wrong and revoked credentials give the same response.</summary>
    public const string DeviceUntrusted = "DEV0001";

    /// <summary>The enrolment code is not valid; unknown, used and expired codes give the same response.</summary>
    public const string EnrolmentCodeUnknown = "DEV0002";

    /// <summary>The host accepts kiosk ballots only from enrolled devices.</summary>
    public const string DeviceRequired = "DEV0003";

    /// <summary>The ballot rates a unit other than the unit for which its device collects.</summary>
    public const string DeviceOfOtherUnit = "DEV0004";

    /// <summary>The ballot names a device that did not send it.</summary>
    public const string DeviceMisnamed = "DEV0005";

    /// <summary>There is no device with this code.</summary>
    public const string DeviceUnknown = "DEV0006";

    /// <summary>The heartbeat cannot be read.</summary>
    public const string DeviceMessageMalformed = "DEV0007";

    /// <summary>The device is revoked.</summary>
    public const string DeviceRevoked = "DEV0008";

    // LIM: limits.

    /// <summary>There are too many requests with one credential, or from all senders without a credential.</summary>
    public const string TooManyRequests = "LIM0001";

    /// <summary>The ballot has more answers than any questionnaire has questions.</summary>
    public const string TooManyAnswers = "LIM0002";

    /// <summary>The maximum number of held submissions of this sender is waiting for an officer.</summary>
    public const string QuarantineFull = "LIM0003";

    /// <summary>The body arrives too slowly.</summary>
    public const string BodyTooSlow = "LIM0020";

    /// <summary>The maximum memory for request bodies is in use.</summary>
    public const string BodyMemoryFull = "LIM0021";

    // QUA: held submissions.

    /// <summary>The header with the ballot id is missing or is not a UUID.</summary>
    public const string PackageIdMalformed = "QUA0001";

    /// <summary>There is no held submission with this number.</summary>
    public const string PackageUnknown = "QUA0002";

    /// <summary>The held submission has already been released.</summary>
    public const string PackageReleased = "QUA0003";

    /// <summary>The held submission was erased at the end of its retention period.</summary>
    public const string PackageErased = "QUA0004";

    /// <summary>The maximum delay of a ballot in a pack is out of range.</summary>
    public const string PackMaximumDelay = "PCK0060";

    /// <summary>The unit accepts ballots by link only with a code of its counter display.</summary>
    public const string PresenceRequired = "DEV0010";

    /// <summary>
    /// The counter code, or the time for a ballot on a page opened with it, has expired, or the code belongs to another unit.
    /// </summary>
    public const string PresenceEnded = "DEV0011";

    /// <summary>The counter code was used the maximum number of times.</summary>
    public const string PresenceUsedUp = "DEV0012";

    /// <summary>The unit has no counter display.</summary>
    public const string DisplayMissing = "DEV0013";

    /// <summary>The storage cannot derive a key for counter codes.</summary>
    public const string PresenceKeyMissing = "DEV0014";

    // TKT: tickets.

    /// <summary>The ticket is not valid: malformed, forged or expired.</summary>
    public const string TicketInvalid = "TKT0001";

    /// <summary>The ticket has already been used.</summary>
    public const string TicketSpent = "TKT0002";

    /// <summary>The ticket is for another survey.</summary>
    public const string TicketOfOtherSurvey = "TKT0003";

    /// <summary>The ticket is for another unit or procedure.</summary>
    public const string TicketOfOtherUnit = "TKT0004";

    /// <summary>The dossier number is empty or too long.</summary>
    public const string TicketDossier = "TKT0005";

    /// <summary>The ticket key cannot be read.</summary>
    public const string TicketKeyUnreadable = "TKT0006";

    /// <summary>The host does not accept ballots from open links.</summary>
    public const string OpenLinksClosed = "TKT0007";

    /// <summary>The device is in trial mode, but tickets are for the survey.</summary>
    public const string TicketOnTrial = "TKT0008";

    /// <summary>The routes that issue tickets are mapped without a rule for who may use them.</summary>
    public const string TicketsUnguarded = "TKT0009";

    /// <summary>An encrypted row cannot be decrypted with the available keys.</summary>
    public const string SealedRowUnreadable = "TKT0020";

    /// <summary>The oldest key is not the key with which the personal-data store was created.</summary>
    public const string TicketKeyOther = "TKT0021";

    /// <summary>The store has spent tickets or keyed sheets of an earlier version.</summary>
    public const string FormerMarks = "TKT0022";

    /// <summary>The personal-data store has rows of an earlier version that are not encrypted.</summary>
    public const string RowsUnsealed = "TKT0023";
}
