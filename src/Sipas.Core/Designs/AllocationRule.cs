using System.Text.Json.Serialization;
using Sipas.Text;

namespace Sipas.Designs;

/// <summary>By what the total is spread over the strata.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AllocationKind>))]
public enum AllocationKind
{
    /// <summary>The same number in each stratum: units are to be compared.</summary>
    Equal,

    /// <summary>Proportional to the population: the whole is to be measured.</summary>
    Proportional,

    /// <summary>Proportional to a power of the population, 1/2 unless stated: between the two.</summary>
    Power,

    /// <summary>Proportional to population times standard deviation (Neyman).</summary>
    Neyman,

    /// <summary>As Neyman, divided by the root of the unit cost.</summary>
    CostOptimal,

    /// <summary>Kish's compromise between the whole and the strata.</summary>
    Kish,
}

/// <summary>How the total is spread over the strata.</summary>
public sealed record AllocationRule
{
    /// <summary>Makes a rule.</summary>
    /// <param name="exponent">The exponent of <see cref="AllocationKind.Power"/>.</param>
    /// <param name="importance">The importance of equal precision in <see cref="AllocationKind.Kish"/>.</param>
    [JsonConstructor]
    public AllocationRule(double exponent = 0.5, double importance = 1) => (Exponent, Importance) = (exponent, importance);

    /// <summary>The rule.</summary>
    public required AllocationKind Kind { get; init; }

    /// <summary>The exponent of <see cref="AllocationKind.Power"/>: in [0, 1]; 0.5 unless stated.</summary>
    public double Exponent { get; init; }

    /// <summary>The importance I of equal precision in <see cref="AllocationKind.Kish"/>: 0 (proportional) or more (towards equal); 1 unless stated.</summary>
    public double Importance { get; init; }

    /// <summary>Least number in each stratum that is not empty: 0 or more. A stratum smaller than that is taken whole.</summary>
    public long MinimumPerStratum { get; init; }
}
