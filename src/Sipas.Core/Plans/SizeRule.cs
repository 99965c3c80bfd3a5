using System.Text.Json.Serialization;

namespace Sipas.Plans;

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
internal abstract record SizeRule
{
    /// <summary>
    /// Whether the rule is applied to each stratum separately and the results are added, so that the margin holds in
    /// each stratum; otherwise it is applied to the whole population.
    /// </summary>
    public bool PerStratum { get; init; }
}
