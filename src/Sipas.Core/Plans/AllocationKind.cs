using System.Text.Json.Serialization;
using Sipas.Common;

namespace Sipas.Plans;

/// <summary>The method by which the total sample size is allocated to the strata.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AllocationKind>))]
public enum AllocationKind
{
    /// <summary>The same number in each stratum, for comparisons between organisation units.</summary>
    Equal,

    /// <summary>Proportional to the population, for estimates of the whole.</summary>
    Proportional,

    /// <summary>Proportional to a power of the population, by default 1/2: a compromise between equal and proportional.</summary>
    Power,

    /// <summary>Proportional to population times standard deviation (Neyman).</summary>
    Neyman,

    /// <summary>As Neyman, divided by the square root of the unit cost.</summary>
    CostOptimal,

    /// <summary>Kish's compromise between precision for the whole and for each stratum.</summary>
    Kish,
}
