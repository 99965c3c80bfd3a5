using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>The lists of a draw with their certificate.</summary>
public sealed record DrawResult
{
    /// <summary>The official list.</summary>
    public required SampleList Official { get; init; }

    /// <summary>The reserve list.</summary>
    public required SampleList Reserve { get; init; }

    /// <summary>The certificate.</summary>
    public required DrawCertificate Certificate { get; init; }

    /// <summary>Warnings about cells with too few units for the whole reserve (<c>DRW0006</c>); empty when there are none.</summary>
    public required IReadOnlyList<Problem> Warnings { get; init; }
}
