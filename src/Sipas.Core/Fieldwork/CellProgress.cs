namespace Sipas.Fieldwork;

/// <summary>The progress of a cell towards its quota.</summary>
internal sealed record CellProgress
{
    /// <summary>The cell.</summary>
    public required string Cell { get; init; }

    /// <summary>Number of official units: the quota.</summary>
    public required long QuotaCount { get; init; }

    /// <summary>Number of complete cases.</summary>
    public required long CompleteCount { get; init; }

    /// <summary>Number of open cases.</summary>
    public required long OpenCount { get; init; }

    /// <summary>Number of reserve units left.</summary>
    public required long ReserveLeftCount { get; init; }

    /// <summary>Number of answers still missing; 0 when the quota is met.</summary>
    public long MissingCount => Math.Max(0, QuotaCount - CompleteCount);

    /// <summary>Whether the quota can no longer be met, even if all open cases and the whole reserve answer.</summary>
    public bool IsOutOfReach => CompleteCount + OpenCount + ReserveLeftCount < QuotaCount;
}
