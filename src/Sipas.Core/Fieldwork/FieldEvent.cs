namespace Sipas.Fieldwork;

/// <summary>One entry of the field log. The log is append-only; the state of each case is derived from it.</summary>
internal sealed record FieldEvent
{
    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Code of the case: <c>C12</c>, <c>D3</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The kind of event.</summary>
    public required FieldEventKind Kind { get; init; }

    /// <summary>The team, for an assignment.</summary>
    public string? Team { get; init; }

    /// <summary>The disposition, for a closed case.</summary>
    public Disposition? Disposition { get; init; }

    /// <summary>The reserve unit used as substitute, for a replacement; null for the next in order.</summary>
    public string? SubstituteCode { get; init; }

    /// <summary>
    /// The reason. Required for a substitution request, for a substitution without a request, and to change the
    /// disposition of a closed case.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>The person who approved it; required for a replacement.</summary>
    public string? Approver { get; init; }

    /// <summary>The number printed on the paper ballot, when issued or returned; null for a ballot without a number.</summary>
    public string? BallotNumber { get; init; }
}
