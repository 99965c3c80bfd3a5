namespace Sipas.Cases;

/// <summary>Result of opening a contact case.</summary>
internal enum CaseOpening
{
    /// <summary>The request was stored.</summary>
    Opened,

    /// <summary>The same request was already stored; nothing was written.</summary>
    AlreadyOpened,

    /// <summary>A request with this id, or with its code, and other content was already stored; nothing was written.</summary>
    Conflict,

    /// <summary>The maximum number of open cases is reached; nothing was written.</summary>
    Full,
}
