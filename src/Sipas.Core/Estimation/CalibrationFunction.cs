using Sipas.Common;

namespace Sipas.Estimation;

/// <summary>The function that maps x′λ to the factor g = new weight ÷ previous weight.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(CamelCaseEnumConverter<CalibrationFunction>))]
internal enum CalibrationFunction
{
    /// <summary>
    /// g = 1 + u, truncated at the bounds if there are any. Without bounds one solve is enough, and weights may become
    /// negative.
    /// </summary>
    Linear,

    /// <summary>g = exp(u): always positive, unbounded above.</summary>
    Raking,

    /// <summary>Logistic function with g between the bounds.</summary>
    Logit,
}
