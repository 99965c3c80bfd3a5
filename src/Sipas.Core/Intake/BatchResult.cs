namespace Sipas.Intake;

/// <summary>Response to many ballots that were submitted all or none.</summary>
internal sealed record BatchResult
{
    /// <summary>Number of appended ballots.</summary>
    public required long Appended { get; init; }

    /// <summary>Number of ballots that were already stored and therefore not counted again.</summary>
    public required long AlreadyStored { get; init; }

    /// <summary>Number of appended ballots that replaced others.</summary>
    public long Corrected { get; init; }

    /// <summary>The problems found; if there are any, nothing was stored.</summary>
    public required IReadOnlyList<BatchProblem> Problems { get; init; }
}
