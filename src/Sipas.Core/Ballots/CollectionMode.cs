namespace Sipas.Ballots;

/// <summary>How a ballot was collected.</summary>
public enum CollectionMode
{
    /// <summary>On a tablet or touch screen at the one-stop shop.</summary>
    Kiosk = 1,

    /// <summary>On the respondent's own device, by link or QR code.</summary>
    Web = 2,

    /// <summary>On paper, filled in by the respondent.</summary>
    Paper = 3,

    /// <summary>By an interviewer in person.</summary>
    Interview = 4,

    /// <summary>By telephone.</summary>
    Phone = 5,

    /// <summary>On paper, sent and returned by post.</summary>
    Post = 6,
}
