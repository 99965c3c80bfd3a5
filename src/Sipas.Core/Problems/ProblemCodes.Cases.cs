namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // CAS: citizens who asked to be contacted.

    /// <summary>The host does not offer to contact anybody.</summary>
    public const string ContactNotOffered = "CAS0001";

    /// <summary>A field of the request is missing or malformed; its value is never repeated.</summary>
    public const string ContactMalformed = "CAS0002";

    /// <summary>Consent was not given, or to another text than the one in force.</summary>
    public const string ConsentMissing = "CAS0003";

    /// <summary>Another request was kept under this id.</summary>
    public const string ContactConflict = "CAS0004";

    /// <summary>There is no such case.</summary>
    public const string CaseUnknown = "CAS0005";

    /// <summary>Somebody else wrote to the case meanwhile.</summary>
    public const string CaseMoved = "CAS0006";

    /// <summary>The case is closed.</summary>
    public const string CaseClosed = "CAS0007";

    /// <summary>Words are missing or too many.</summary>
    public const string CaseWords = "CAS0008";

    /// <summary>The name of the owner is missing or too long.</summary>
    public const string CaseOwner = "CAS0009";

    /// <summary>A device that is tried out takes no requests.</summary>
    public const string ContactOnTrial = "CAS0010";
}
