namespace Sipas.Plans;

/// <summary>The roles in fieldwork, with names as written in the plan.</summary>
internal sealed record FieldRoles
{
    /// <summary>Who draws the lists.</summary>
    public required string Draws { get; init; }

    /// <summary>Who delivers the ballots.</summary>
    public required string Delivers { get; init; }

    /// <summary>Who collects the ballots.</summary>
    public required string Collects { get; init; }

    /// <summary>Who checks the fieldwork.</summary>
    public required string Checks { get; init; }

    /// <summary>Who serves the public and is rated in the survey.</summary>
    public IReadOnlyList<string> Serves { get; init => field = value ?? []; } = [];
}
