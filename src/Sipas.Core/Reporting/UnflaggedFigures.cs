namespace Sipas.Reporting;

/// <summary>The figures of a group without its flagged ballots.</summary>
public sealed record UnflaggedFigures
{
    /// <summary>Number of flagged ballots, which are included in the figures of the group and excluded here.</summary>
    public required long Flagged { get; init; }

    /// <summary>Number of remaining ballots.</summary>
    public required long Ballots { get; init; }

    /// <summary>The overall index of the remaining ballots.</summary>
    public required Figure Overall { get; init; }
}
