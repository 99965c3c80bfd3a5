namespace Sipas.Ballots;

/// <summary>Who stands for a ballot being one person's one answer. Kept beside the ballot, so that unverified ones can always be told apart.</summary>
public enum CollectionChannel
{
    /// <summary>Nobody: an open link or a kiosk page that is not enrolled. Unverified.</summary>
    Open = 0,

    /// <summary>An enrolled device.</summary>
    Device = 1,

    /// <summary>A ticket, spent with the ballot.</summary>
    Ticket = 2,

    /// <summary>An officer who imported a file or released a package, or an interviewer or clerk for whom the host vouches.</summary>
    Officer = 3,

    /// <summary>Nobody, but the page was opened with a fresh code of the display at the unit's counter: somebody was there. It does not say who, nor that the person answers once.</summary>
    Counter = 4,
}
