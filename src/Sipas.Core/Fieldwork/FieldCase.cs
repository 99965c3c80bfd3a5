using Sipas.Sampling;

namespace Sipas.Fieldwork;

/// <summary>A listed unit and what is known of it.</summary>
public sealed record FieldCase
{
    /// <summary>The unit.</summary>
    public required SampleEntry Entry { get; init; }

    /// <summary>Whether it is to be contacted: an official unit always, a reserve unit once it was put into use.</summary>
    public required bool IsActive { get; init; }

    /// <summary>The team; null when not assigned.</summary>
    public string? Team { get; init; }

    /// <summary>What became of it.</summary>
    public Disposition Disposition { get; init; }

    /// <summary>The day on which it was closed; null while open.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>Whether a ballot was handed out.</summary>
    public bool IsIssued { get; init; }

    /// <summary>The number printed on the ballot that was handed out; null when it has none or none was handed out.</summary>
    public string? BallotNumber { get; init; }

    /// <summary>Whether the ballot came back.</summary>
    public bool IsReturned { get; init; }

    /// <summary>Whether the ballot was found valid; null before the check.</summary>
    public bool? IsValid { get; init; }

    /// <summary>The unit it replaces; null for an official unit.</summary>
    public string? Replaces { get; init; }

    /// <summary>The reason of a request to replace it that nobody has approved yet; null when there is none.</summary>
    public string? RequestedReason { get; init; }

    /// <summary>The unit that replaces it; null when none does.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>The weight it carries: its own, for a substitute that of the official unit at the start of the chain.</summary>
    public required double DesignWeight { get; init; }
}

/// <summary>A substitution, for the record.</summary>
/// <param name="Day">The day.</param>
/// <param name="Replaced">The unit replaced.</param>
/// <param name="Substitute">The reserve unit put into use.</param>
/// <param name="Cell">Their cell.</param>
/// <param name="Disposition">What became of the unit replaced.</param>
/// <param name="Reason">Why.</param>
/// <param name="Approver">Who approved it.</param>
public sealed record Substitution(DateOnly Day, string Replaced, string Substitute, string Cell, Disposition Disposition, string Reason, string Approver);
