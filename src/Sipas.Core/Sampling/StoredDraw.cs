namespace Sipas.Sampling;

/// <summary>A stored draw.</summary>
internal sealed record StoredDraw
{
    /// <summary>Code of the survey.</summary>
    public required string Survey { get; init; }

    /// <summary>The certificate.</summary>
    public required DrawCertificate Certificate { get; init; }

    /// <summary>The official list.</summary>
    public required SampleList Official { get; init; }

    /// <summary>The reserve list.</summary>
    public required SampleList Reserve { get; init; }

    /// <summary>The person who drew.</summary>
    public required string DrawnBy { get; init; }
}
