using Sipas.Common;

namespace Sipas.Estimation;

/// <summary>The treatment of a stratum with a single sampled unit. The estimates do not depend on it; only the variance does.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<SingleUnitPolicy>))]
public enum SingleUnitPolicy
{
    /// <summary>The design is rejected with an error that names the stratum.</summary>
    Fail,

    /// <summary>The stratum contributes nothing to the variance, which is then underestimated.</summary>
    Remove,

    /// <summary>The unit is treated as a certainty unit: it contributes nothing to the variance.</summary>
    Certainty,

    /// <summary>The unit is centred at the mean of the units of all strata; this usually overestimates the variance.</summary>
    Adjust,

    /// <summary>The stratum gets the mean variance of the other strata.</summary>
    Average,
}
