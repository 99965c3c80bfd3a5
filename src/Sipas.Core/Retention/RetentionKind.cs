namespace Sipas.Retention;

/// <summary>Kinds of data that a retention policy covers.</summary>
internal enum RetentionKind
{
    /// <summary>Names, contacts and ids of a survey.</summary>
    People,

    /// <summary>Issued tickets.</summary>
    Tickets,

    /// <summary>Quarantined submissions.</summary>
    Quarantine,

    /// <summary>Trial ballots of devices.</summary>
    Trial,

    /// <summary>Free-text answers of citizens.</summary>
    Texts,

    /// <summary>Citizens who requested contact and whose case is closed.</summary>
    Cases,
}
