namespace Sipas.Ballots;

/// <summary>How it is assured that a ballot is one person's single answer. Stored with the ballot, so that unverified
/// ballots can always be distinguished.</summary>
public enum CollectionChannel
{
    /// <summary>No assurance: an open link or a kiosk page that is not enrolled. Unverified.</summary>
    Open = 0,

    /// <summary>An enrolled device.</summary>
    Device = 1,

    /// <summary>A ticket, spent on submission.</summary>
    Ticket = 2,

    /// <summary>An officer who imported a file or released a held submission, or an interviewer or clerk vouched for by the
    /// host.</summary>
    Officer = 3,

    /// <summary>No assurance of identity, but the page was opened with a fresh code shown at the unit's counter, so the
    /// respondent was present. It does not identify the person or prevent repeated answers.</summary>
    Counter = 4,
}
