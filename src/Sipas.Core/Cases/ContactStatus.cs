namespace Sipas.Cases;

/// <summary>Result of a contact request.</summary>
internal enum ContactStatus
{
    /// <summary>The request is stored, by this call or an earlier one.</summary>
    Stored,

    /// <summary>The request is not valid; nothing was stored.</summary>
    Invalid,

    /// <summary>Another request is already stored under its id.</summary>
    Conflict,

    /// <summary>The sender exceeds its rate limit, or the maximum number of open cases is reached.</summary>
    Limited,

    /// <summary>The host does not offer contact requests.</summary>
    NotOffered,
}
