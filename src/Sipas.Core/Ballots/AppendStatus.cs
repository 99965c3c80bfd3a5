namespace Sipas.Ballots;

/// <summary>Result of one ballot of an append.</summary>
public enum AppendStatus
{
    /// <summary>The ballot was appended.</summary>
    Appended,

    /// <summary>The same ballot was already stored; nothing was written.</summary>
    AlreadyStored,

    /// <summary>A ballot with this id and other content was already stored; nothing was written, and the attempt is recorded.</summary>
    Conflict,

    /// <summary>Another ballot spent the ticket; nothing was written.</summary>
    TicketSpent,

    /// <summary>
    /// The ballot was to replace one that may not be replaced; it was not appended, and
    /// the attempt is recorded.
    /// </summary>
    NotReplaceable,
}
