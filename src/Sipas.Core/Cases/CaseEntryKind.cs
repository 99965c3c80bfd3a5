namespace Sipas.Cases;

/// <summary>Kind of an entry of a case.</summary>
internal enum CaseEntryKind
{
    /// <summary>An officer took the case; the text is the officer's name.</summary>
    Taken,

    /// <summary>The case was handed over; the text is the name of the new owner.</summary>
    HandedOver,

    /// <summary>A note; the text is the note.</summary>
    Noted,

    /// <summary>The case was closed; the text states the reason and may be empty.</summary>
    Closed,
}
