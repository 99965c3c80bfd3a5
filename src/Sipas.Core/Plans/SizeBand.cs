namespace Sipas.Plans;

/// <summary>One band of <see cref="BandSize"/>.</summary>
internal sealed record SizeBand
{
    /// <summary>The maximum number of dossiers in the band; null for the last band.</summary>
    public long? UpTo { get; init; }

    /// <summary>The percentage of dossiers that is drawn: a whole number, 1 to 100.</summary>
    public required int SamplePercent { get; init; }
}
