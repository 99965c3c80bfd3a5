namespace Sipas.Fieldwork;

/// <summary>The kind of an event in the field log.</summary>
internal enum FieldEventKind
{
    /// <summary>The case was assigned to a team.</summary>
    Assigned,

    /// <summary>A ballot was issued.</summary>
    Issued,

    /// <summary>The case was closed with a disposition.</summary>
    Closed,

    /// <summary>The ballot was returned.</summary>
    Returned,

    /// <summary>The returned ballot was found valid.</summary>
    FoundValid,

    /// <summary>The returned ballot was found invalid.</summary>
    FoundInvalid,

    /// <summary>The case was replaced by the next reserve unit.</summary>
    Replaced,

    /// <summary>A substitution was requested; another account approves it with <see cref="Replaced"/>.</summary>
    SubstitutionRequested,
}
