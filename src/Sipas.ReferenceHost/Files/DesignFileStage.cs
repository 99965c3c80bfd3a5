namespace Sipas.ReferenceHost.Files;

/// <summary>Columns of one stage.</summary>
internal sealed record DesignFileStage
{
    public string? Stratum { get; init; }

    public string? Unit { get; init; }

    public string? PopulationCount { get; init; }

    public string? SamplingFraction { get; init; }
}
