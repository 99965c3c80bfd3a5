namespace Sipas.Plans;

/// <summary>A percentage of a stratum's yearly dossiers that depends on their number.</summary>
internal sealed record BandSize : SizeRule
{
    /// <summary>
    /// The bands of Đà Nẵng: up to 200 all, up to 1,000 30 %, up to 5,000 20 %, above that 10 %. Where the bands of the
    /// legal text overlap, the boundary belongs to the lower band.
    /// </summary>
    public static BandSize DaNang { get; } = new()
    {
        PerStratum = true,
        Bands =
        [
            new SizeBand { UpTo = 200, SamplePercent = 100 }, new SizeBand { UpTo = 1000, SamplePercent = 30 },
            new SizeBand { UpTo = 5000, SamplePercent = 20 }, new SizeBand { SamplePercent = 10 },
        ],
    };

    /// <summary>The bands, ascending; the last has no upper limit.</summary>
    public required IReadOnlyList<SizeBand> Bands { get; init; }

    /// <summary>
    /// Whether a larger stratum never gets a smaller sample than a smaller one: by the literal bands 200 dossiers give
    /// 200, but 201 give 61. False follows the literal text.
    /// </summary>
    public bool NeverFewer { get; init; }
}
