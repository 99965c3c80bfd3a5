namespace Sipas.Fieldwork;

/// <summary>The disposition groups of AAPOR's Standard Definitions, from which rates are computed.</summary>
internal enum DispositionGroup
{
    /// <summary>Open; counts as unknown eligibility until the case is closed.</summary>
    Open,

    /// <summary>I: complete.</summary>
    Complete,

    /// <summary>P: partial.</summary>
    Partial,

    /// <summary>R: refusal and break-off.</summary>
    Refusal,

    /// <summary>NC: eligible, non-contact.</summary>
    NonContact,

    /// <summary>O: eligible, other.</summary>
    Other,

    /// <summary>UH, UO: eligibility unknown.</summary>
    UnknownEligibility,

    /// <summary>Not eligible.</summary>
    Ineligible,
}
