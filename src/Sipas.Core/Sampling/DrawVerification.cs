using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>The result of repeating a draw from its certificate.</summary>
public sealed record DrawVerification
{
    /// <summary>Whether frame, lists and certificate agree.</summary>
    public bool IsEqual => Differences.Count == 0;

    /// <summary>The differences found; empty when everything agrees.</summary>
    public required IReadOnlyList<Problem> Differences { get; init; }

    /// <summary>The lists as drawn again; null when the frame differs.</summary>
    public DrawResult? Redraw { get; init; }
}
