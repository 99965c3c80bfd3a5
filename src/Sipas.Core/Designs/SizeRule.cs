using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Designs;

// Defaults other than zero are set in constructors: generated JSON code overwrites the defaults of init properties when
// a field is omitted.

/// <summary>The rule for the sample size. In JSON, <c>rule</c> is the first field and names the kind.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "rule", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(YamaneSize), "yamane")]
[JsonDerivedType(typeof(ProportionSize), "proportion")]
[JsonDerivedType(typeof(MeanSize), "mean")]
[JsonDerivedType(typeof(DifferenceSize), "difference")]
[JsonDerivedType(typeof(FixedTotalSize), "fixedTotal")]
[JsonDerivedType(typeof(QuotaSize), "quota")]
[JsonDerivedType(typeof(BandSize), "bands")]
public abstract record SizeRule
{
    /// <summary>
    /// Whether the rule is applied to each stratum separately and the results are added, so that the margin holds in
    /// each stratum; otherwise it is applied to the whole population.
    /// </summary>
    public bool PerStratum { get; init; }
}

/// <summary>Yamane (Slovin): n = N/(1 + N e²).</summary>
public sealed record YamaneSize : SizeRule
{
    /// <summary>Creates the rule.</summary>
    /// <param name="margin">The margin e.</param>
    [JsonConstructor]
    public YamaneSize(double margin = 0.05) => Margin = margin;

    /// <summary>The margin e: a share in (0, 1); default 0.05.</summary>
    public double Margin { get; init; }
}

/// <summary>Adjustments of the textbook formula for a simple random sample to an actual design.</summary>
public sealed record DesignAllowance
{
    /// <summary>Creates an allowance.</summary>
    /// <param name="confidence">Confidence level.</param>
    /// <param name="designEffect">Design effect.</param>
    /// <param name="responseShare">Expected response rate.</param>
    [JsonConstructor]
    public DesignAllowance(double confidence = 0.95, double designEffect = 1, double responseShare = 1) =>
        (Confidence, DesignEffect, ResponseShare) = (confidence, designEffect, responseShare);

    /// <summary>Confidence level: a share in (0, 1); default 0.95.</summary>
    public double Confidence { get; init; }

    /// <summary>Design effect: above 0, usually 1 to 4; default 1.</summary>
    public double DesignEffect { get; init; }

    /// <summary>Expected response rate, the share of contacted people who answer: in (0, 1]; default 1.</summary>
    public double ResponseShare { get; init; }
}

/// <summary>Cochran's size for a share, with finite population correction, design effect and response rate.</summary>
public sealed record ProportionSize : SizeRule
{
    /// <summary>Creates the rule.</summary>
    /// <param name="margin">The margin e.</param>
    /// <param name="expectedShare">The expected share.</param>
    [JsonConstructor]
    public ProportionSize(double margin = 0.05, double expectedShare = 0.5) => (Margin, ExpectedShare) = (margin, expectedShare);

    /// <summary>The margin e: a share in (0, 1); default 0.05.</summary>
    public double Margin { get; init; }

    /// <summary>The expected share: in (0, 1); default 0.5, which is conservative.</summary>
    public double ExpectedShare { get; init; }

    /// <summary>Confidence, design effect and response rate.</summary>
    public DesignAllowance Allowance { get; init => field = value ?? new(); } = new();
}

/// <summary>Cochran's size for a mean.</summary>
public sealed record MeanSize : SizeRule
{
    /// <summary>The margin, in the unit of the measured variable: above 0.</summary>
    public required double Margin { get; init; }

    /// <summary>The standard deviation, in the same unit: above 0.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>Confidence, design effect and response rate.</summary>
    public DesignAllowance Allowance { get; init => field = value ?? new(); } = new();
}

/// <summary>The size per group required to detect a difference between two shares.</summary>
public sealed record DifferenceSize : SizeRule
{
    /// <summary>Creates the rule.</summary>
    /// <param name="power">Probability of detecting the difference.</param>
    [JsonConstructor]
    public DifferenceSize(double power = 0.8) => Power = power;

    /// <summary>The first share: in (0, 1).</summary>
    public required double FirstShare { get; init; }

    /// <summary>The second share: in (0, 1), different from the first.</summary>
    public required double SecondShare { get; init; }

    /// <summary>Probability of detecting the difference: a share in (0, 1); default 0.8.</summary>
    public double Power { get; init; }

    /// <summary>Confidence, design effect and response rate.</summary>
    public DesignAllowance Allowance { get; init => field = value ?? new(); } = new();
}

/// <summary>A total stated in the plan, to be allocated to the strata.</summary>
public sealed record FixedTotalSize : SizeRule
{
    /// <summary>The total: 1 or more.</summary>
    public required long Total { get; init; }
}

/// <summary>A number for each stratum, as in provincial plans; there is nothing to allocate.</summary>
public sealed record QuotaSize : SizeRule
{
    /// <summary>
    /// The number for each stratum without an entry in <see cref="Quotas"/>: 1 or more; null when every stratum has
    /// one.
    /// </summary>
    public long? Each { get; init; }

    /// <summary>Numbers by stratum code.</summary>
    public IReadOnlyDictionary<string, long> Quotas
    {
        get;
        init => field = VietnameseText.ComposeKeys(value ?? new Dictionary<string, long>());
    } = new Dictionary<string, long>();
}

/// <summary>A percentage of a stratum's yearly dossiers that depends on their number.</summary>
public sealed record BandSize : SizeRule
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

/// <summary>One band of <see cref="BandSize"/>.</summary>
public sealed record SizeBand
{
    /// <summary>The maximum number of dossiers in the band; null for the last band.</summary>
    public long? UpTo { get; init; }

    /// <summary>The percentage of dossiers that is drawn: a whole number, 1 to 100.</summary>
    public required int SamplePercent { get; init; }
}
