namespace Sipas.Cases;

/// <summary>Outcome of a case.</summary>
internal enum CaseOutcome
{
    /// <summary>The matter was settled with the citizen.</summary>
    Resolved,

    /// <summary>The case was referred to another authority, and the citizen was informed.</summary>
    Referred,

    /// <summary>The citizen could not be reached.</summary>
    Unreachable,

    /// <summary>The citizen withdrew the consent: name, contact and text are erased at once.</summary>
    Withdrawn,
}
