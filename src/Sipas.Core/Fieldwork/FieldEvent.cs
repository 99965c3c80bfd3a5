namespace Sipas.Fieldwork;

/// <summary>What happened to a listed unit.</summary>
public enum FieldEventKind
{
    /// <summary>Given to a team.</summary>
    Assigned,

    /// <summary>A ballot was handed out.</summary>
    Issued,

    /// <summary>The attempt ended with a disposition.</summary>
    Closed,

    /// <summary>The ballot came back.</summary>
    Returned,

    /// <summary>The returned ballot was found valid.</summary>
    FoundValid,

    /// <summary>The returned ballot was found invalid.</summary>
    FoundInvalid,

    /// <summary>The unit was replaced by the next of the reserve.</summary>
    Replaced,

    /// <summary>Somebody asks that the unit be replaced; another account approves it by <see cref="Replaced"/>.</summary>
    SubstitutionRequested,
}

/// <summary>One line of the field log. The log is only ever added to; the state follows from it.</summary>
public sealed record FieldEvent
{
    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The unit: <c>C12</c>, <c>D3</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What happened.</summary>
    public required FieldEventKind Kind { get; init; }

    /// <summary>The team, when assigned.</summary>
    public string? Team { get; init; }

    /// <summary>The disposition, when closed.</summary>
    public Disposition? Disposition { get; init; }

    /// <summary>The reserve unit that takes the place, when replaced; null for the next in order.</summary>
    public string? SubstituteCode { get; init; }

    /// <summary>The reason. Required for a substitution request, for a substitution without a request, and to change the outcome of a closed unit.</summary>
    public string? Reason { get; init; }

    /// <summary>Who approved it: obligatory when replaced.</summary>
    public string? Approver { get; init; }

    /// <summary>The number printed on the paper ballot, when issued or returned; null for a ballot without one.</summary>
    public string? BallotNumber { get; init; }
}
