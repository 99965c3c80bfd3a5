namespace Sipas.Reporting;

/// <summary>A group whose figures are withheld.</summary>
/// <param name="Group">The common value of the group; null for all ballots.</param>
/// <param name="Basis">The wire name of the selection basis.</param>
/// <param name="Minimum">Minimum number of ballots for a figure about respondents.</param>
public sealed record WithheldGroup(string? Group, string? Basis, long Minimum);
