namespace Sipas.Problems;

public static partial class ProblemCodes
{
    // CAS: citizens who request to be contacted.

    /// <summary>The host does not offer to contact citizens.</summary>
    public const string ContactNotOffered = "CAS0001";

    /// <summary>A field of the request is missing or malformed; its value is never repeated.</summary>
    public const string ContactMalformed = "CAS0002";

    /// <summary>Consent is missing, or was given to a text other than the current one.</summary>
    public const string ConsentMissing = "CAS0003";

    /// <summary>Another request with this id is stored.</summary>
    public const string ContactConflict = "CAS0004";

    /// <summary>There is no case with this code.</summary>
    public const string CaseUnknown = "CAS0005";

    /// <summary>The case was changed by someone else in the meantime.</summary>
    public const string CaseMoved = "CAS0006";

    /// <summary>The case is closed.</summary>
    public const string CaseClosed = "CAS0007";

    /// <summary>A text is missing or too long.</summary>
    public const string CaseWords = "CAS0008";

    /// <summary>The name of the owner is missing or too long.</summary>
    public const string CaseOwner = "CAS0009";

    /// <summary>A device in trial mode does not accept requests.</summary>
    public const string ContactOnTrial = "CAS0010";
}
