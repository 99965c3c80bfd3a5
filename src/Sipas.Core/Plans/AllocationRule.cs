using System.Text.Json.Serialization;

namespace Sipas.Plans;

/// <summary>The rule by which the total sample size is allocated to the strata.</summary>
public sealed record AllocationRule
{
    /// <summary>Creates a rule.</summary>
    /// <param name="exponent">The exponent of <see cref="AllocationKind.Power"/>.</param>
    /// <param name="importance">The importance of equal precision in <see cref="AllocationKind.Kish"/>.</param>
    [JsonConstructor]
    public AllocationRule(double exponent = 0.5, double importance = 1) => (Exponent, Importance) = (exponent, importance);

    /// <summary>The allocation method.</summary>
    public required AllocationKind Kind { get; init; }

    /// <summary>The exponent of <see cref="AllocationKind.Power"/>: in [0, 1]; default 0.5.</summary>
    public double Exponent { get; init; }

    /// <summary>
    /// The importance I of equal precision in <see cref="AllocationKind.Kish"/>: 0 or more, where 0 is proportional and
    /// larger values approach equal allocation; default 1.
    /// </summary>
    public double Importance { get; init; }

    /// <summary>Minimum sample size of each non-empty stratum: 0 or more. A smaller stratum is included completely.</summary>
    public long MinimumPerStratum { get; init; }
}
