using Sipas.Sampling;

namespace Sipas.Fieldwork;

/// <summary>A sampled case with its current fieldwork state.</summary>
internal sealed record FieldCase
{
    /// <summary>The entry of the sample list.</summary>
    public required SampleEntry Entry { get; init; }

    /// <summary>
    /// Whether the case is to be contacted: always true for an official unit, true for a reserve unit once it is
    /// activated.
    /// </summary>
    public required bool IsActive { get; init; }

    /// <summary>The team; null when not assigned.</summary>
    public string? Team { get; init; }

    /// <summary>The disposition.</summary>
    public Disposition Disposition { get; init; }

    /// <summary>The day on which the case was closed; null while open.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>Whether a ballot was handed out.</summary>
    public bool IsIssued { get; init; }

    /// <summary>The number printed on the issued ballot; null when it has none or no ballot was issued.</summary>
    public string? BallotNumber { get; init; }

    /// <summary>Whether the ballot was returned.</summary>
    public bool IsReturned { get; init; }

    /// <summary>Whether the ballot is valid; null before the check.</summary>
    public bool? IsValid { get; init; }

    /// <summary>The case it replaces; null for an official unit.</summary>
    public string? Replaces { get; init; }

    /// <summary>The reason of a pending substitution request; null when there is none.</summary>
    public string? RequestedReason { get; init; }

    /// <summary>The case that replaces it; null when it is not replaced.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>
    /// The design weight of the case; for a substitute, the weight of the official unit at the start of the
    /// substitution chain.
    /// </summary>
    public required double DesignWeight { get; init; }
}
