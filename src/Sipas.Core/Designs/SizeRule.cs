using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Designs;

// Defaults other than zero stand in constructors here: generated JSON code overwrites those of init properties when a field is left out.

/// <summary>How many are to be drawn. In JSON <c>rule</c> comes first and names the kind.</summary>
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
    /// <summary>Whether the rule is applied to every stratum by itself and the results are added, so that each stratum has the margin; otherwise to the whole.</summary>
    public bool PerStratum { get; init; }
}

/// <summary>Yamane (Slovin): n = N/(1 + N e²).</summary>
public sealed record YamaneSize : SizeRule
{
    /// <summary>Makes the rule.</summary>
    /// <param name="margin">The margin e.</param>
    [JsonConstructor]
    public YamaneSize(double margin = 0.05) => Margin = margin;

    /// <summary>The margin e: a share in (0, 1); 0.05 unless stated.</summary>
    public double Margin { get; init; }
}

/// <summary>What a design adds to the textbook formula for a simple random sample.</summary>
public sealed record DesignAllowance
{
    /// <summary>Makes an allowance.</summary>
    /// <param name="confidence">Confidence level.</param>
    /// <param name="designEffect">Design effect.</param>
    /// <param name="responseShare">Expected response.</param>
    [JsonConstructor]
    public DesignAllowance(double confidence = 0.95, double designEffect = 1, double responseShare = 1) =>
        (Confidence, DesignEffect, ResponseShare) = (confidence, designEffect, responseShare);

    /// <summary>Confidence level: a share in (0, 1); 0.95 unless stated.</summary>
    public double Confidence { get; init; }

    /// <summary>Design effect: above 0, usually 1 to 4; 1 unless stated.</summary>
    public double DesignEffect { get; init; }

    /// <summary>Expected share of those contacted that answer: in (0, 1]; 1 unless stated.</summary>
    public double ResponseShare { get; init; }
}

/// <summary>Cochran's size for a share, with finite population, design effect and response.</summary>
public sealed record ProportionSize : SizeRule
{
    /// <summary>Makes the rule.</summary>
    /// <param name="margin">The margin e.</param>
    /// <param name="expectedShare">The share expected.</param>
    [JsonConstructor]
    public ProportionSize(double margin = 0.05, double expectedShare = 0.5) => (Margin, ExpectedShare) = (margin, expectedShare);

    /// <summary>The margin e: a share in (0, 1); 0.05 unless stated.</summary>
    public double Margin { get; init; }

    /// <summary>The share expected: in (0, 1); 0.5, the safe side, unless stated.</summary>
    public double ExpectedShare { get; init; }

    /// <summary>Confidence, design effect and response.</summary>
    public DesignAllowance Allowance { get; init => field = value ?? new(); } = new();
}

/// <summary>Cochran's size for a mean.</summary>
public sealed record MeanSize : SizeRule
{
    /// <summary>The margin, in the unit of what is measured: above 0.</summary>
    public required double Margin { get; init; }

    /// <summary>The standard deviation, in the same unit: above 0.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>Confidence, design effect and response.</summary>
    public DesignAllowance Allowance { get; init => field = value ?? new(); } = new();
}

/// <summary>The size per group at which a difference of two shares is found.</summary>
public sealed record DifferenceSize : SizeRule
{
    /// <summary>Makes the rule.</summary>
    /// <param name="power">Probability of finding the difference.</param>
    [JsonConstructor]
    public DifferenceSize(double power = 0.8) => Power = power;

    /// <summary>The first share: in (0, 1).</summary>
    public required double FirstShare { get; init; }

    /// <summary>The second share: in (0, 1), another than the first.</summary>
    public required double SecondShare { get; init; }

    /// <summary>Probability of finding the difference: a share in (0, 1); 0.8 unless stated.</summary>
    public double Power { get; init; }

    /// <summary>Confidence, design effect and response.</summary>
    public DesignAllowance Allowance { get; init => field = value ?? new(); } = new();
}

/// <summary>A total that the plan fixes, to be allocated to the strata.</summary>
public sealed record FixedTotalSize : SizeRule
{
    /// <summary>The total: 1 or more.</summary>
    public required long Total { get; init; }
}

/// <summary>A number for each stratum, as provincial plans write it; nothing is left to allocate.</summary>
public sealed record QuotaSize : SizeRule
{
    /// <summary>The number for a stratum that is not named: 1 or more; null when every stratum is named.</summary>
    public long? Each { get; init; }

    /// <summary>Numbers by stratum code.</summary>
    public IReadOnlyDictionary<string, long> Quotas
    {
        get;
        init => field = VietnameseText.ComposeKeys(value ?? new Dictionary<string, long>());
    } = new Dictionary<string, long>();
}

/// <summary>A share of a stratum's yearly dossiers by bands of their number.</summary>
public sealed record BandSize : SizeRule
{
    /// <summary>The bands of Đà Nẵng: up to 200 all, up to 1,000 30 %, up to 5,000 20 %, above that 10 %. Where the text overlaps, a border belongs to the lower band.</summary>
    public static BandSize DaNang { get; } = new()
    {
        PerStratum = true,
        Bands =
        [
            new SizeBand { UpTo = 200, SamplePercent = 100 }, new SizeBand { UpTo = 1000, SamplePercent = 30 },
            new SizeBand { UpTo = 5000, SamplePercent = 20 }, new SizeBand { SamplePercent = 10 },
        ],
    };

    /// <summary>The bands, ascending; the last is open.</summary>
    public required IReadOnlyList<SizeBand> Bands { get; init; }

    /// <summary>Whether a stratum never gets fewer than a smaller one would: by the plain bands 200 dossiers give 200, but 201 give 61. False follows the plain text.</summary>
    public bool NeverFewer { get; init; }
}

/// <summary>One band of <see cref="BandSize"/>.</summary>
public sealed record SizeBand
{
    /// <summary>The greatest number of dossiers in the band; null for the last.</summary>
    public long? UpTo { get; init; }

    /// <summary>What is drawn of them, in percent: a whole number, 1 to 100.</summary>
    public required int SamplePercent { get; init; }
}
