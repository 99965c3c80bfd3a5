namespace Sipas.Sampling;

/// <summary>One cell of a draw.</summary>
public sealed record CertificateCell
{
    /// <summary>The cell.</summary>
    public required string Cell { get; init; }

    /// <summary>Number of frame rows in the cell.</summary>
    public required long PopulationCount { get; init; }

    /// <summary>Number of official units.</summary>
    public required long OfficialCount { get; init; }

    /// <summary>Number of reserve units.</summary>
    public required long ReserveCount { get; init; }
}
